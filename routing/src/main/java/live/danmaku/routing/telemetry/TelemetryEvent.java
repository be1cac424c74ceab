package live.danmaku.routing.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.Transport;
import live.danmaku.web.ops.WholeNumber;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a client reports.
 *
 * @param version empty when it is not said; the same for the network
 * @param ok whether a connect succeeded; true for the other kinds
 * @param ms how long it took, lasted or was late; -1 when it is not said
 * @param missed how many messages a gap is known to be
 */
record TelemetryEvent(
        Kind kind, Transport transport, String version, String network, boolean ok, long ms, long missed) {

    private static final int MOST_EVENTS = 100;
    /** Characters of a word from a short list, and of a name that a client has or gives itself. */
    private static final int LONGEST_WORD = 16;

    private static final int LONGEST_NAME = 64;
    private static final long MOST_MS = 31L * 86_400_000;
    private static final long MOST_MISSED = 1_000_000;

    enum Kind {
        CONNECT,
        DISCONNECT,
        DELAY,
        GAP;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        String wireName() {
            return wireName;
        }
    }

    /**
     * All of a call.
     *
     * @throws ApiException 400 when one of them cannot be; the text says which, its value and what is expected
     */
    static List<TelemetryEvent> parse(JsonNode body) {
        if (!body.isArray()) {
            throw ApiException.badRequest("request body: %s (expected: a list of events)"
                    .formatted(body.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        if (body.size() > MOST_EVENTS) {
            throw ApiException.badRequest(
                    "request body: %d events (expected: %d at most)".formatted(body.size(), MOST_EVENTS));
        }
        List<TelemetryEvent> events = new ArrayList<>(body.size());
        for (int i = 0; i < body.size(); i++) {
            events.add(new Fields("[%d]".formatted(i), body.get(i)).event());
        }
        return events;
    }

    /**
     * Under which names it is counted, and how often.
     *
     * @param reporter who told it, see {@link Tally#by}
     */
    void count(int reporter, Counting counting) {
        if (transport.isLong()) {
            countTrouble(name -> counting.add(Tally.by(reporter, name), 1));
        }
        switch (kind) {
            case CONNECT -> {
                counting.add(Tally.CONNECTS, 1);
                if (!ok) {
                    counting.add(Tally.FAILED, 1);
                } else if (ms >= 0) {
                    counting.add(Tally.connectTook(ms), 1);
                }
            }
            case DISCONNECT -> counting.add(Tally.DISCONNECTS, 1);
            case DELAY -> counting.add(Tally.delayed(ms), 1);
            case GAP -> {
                counting.add(Tally.GAPS, 1);
                if (missed > 0) {
                    counting.add(Tally.MISSED, missed);
                }
            }
        }
    }

    private void countTrouble(Consumer<String> counting) {
        if (kind == Kind.CONNECT && !ok) {
            counting.accept(Tally.FAILED);
        } else if (kind == Kind.DELAY && Tally.isLate(ms)) {
            counting.accept(Tally.delayed(ms));
        } else if (kind == Kind.GAP) {
            counting.accept(Tally.GAPS);
        }
    }

    interface Counting {

        void add(String name, long count);
    }

    /** @param place of the event, for people */
    private record Fields(String place, JsonNode json) {

        TelemetryEvent event() {
            if (!json.isObject()) {
                throw bad("", json, "an object");
            }
            Kind kind = kind();
            @Nullable String reported = text("transport", LONGEST_WORD);
            Transport transport = Transport.find(reported == null ? "" : reported)
                    .orElseThrow(() -> bad(".transport", json.get("transport"), "one of " + Transport.names()));
            String version = checkedVersion();
            @Nullable String network = text("network", LONGEST_WORD);
            text("platform", LONGEST_NAME); // not used, but not to be nonsense
            if (json.hasNonNull("code")) {
                WholeNumber.of(place + ".code", json.get("code"), 0, 1_000_000);
            }
            return new TelemetryEvent(
                    kind,
                    transport,
                    version,
                    network == null ? "" : network(network),
                    ok(kind),
                    json.hasNonNull("ms") || kind == Kind.DELAY
                            ? WholeNumber.of(place + ".ms", json.get("ms"), 0, MOST_MS)
                            : -1,
                    json.hasNonNull("missed")
                            ? WholeNumber.of(place + ".missed", json.get("missed"), 0, MOST_MISSED)
                            : 0);
        }

        private Kind kind() {
            @Nullable String name = text("kind", LONGEST_WORD);
            for (Kind kind : Kind.values()) {
                if (kind.wireName().equals(name)) {
                    return kind;
                }
            }
            throw bad(".kind", json.get("kind"), "connect, disconnect, delay or gap");
        }

        private boolean ok(Kind kind) {
            @Nullable JsonNode ok = json.get("ok");
            if (ok == null || ok.isNull()) {
                if (kind == Kind.CONNECT) {
                    throw bad(".ok", ok, "true or false");
                }
                return true;
            }
            if (!ok.isBoolean()) {
                throw bad(".ok", ok, "true or false");
            }
            return ok.booleanValue();
        }

        /** Uid and device are checked as well: who sends nonsense is told so, also where it is not used. */
        private String checkedVersion() {
            String version = Objects.requireNonNullElse(text("version", LONGEST_NAME), "");
            try {
                RouteSubject.of(
                        Objects.requireNonNullElse(text("uid", LONGEST_NAME), ""),
                        Objects.requireNonNullElse(text("device", LONGEST_NAME), ""),
                        version);
            } catch (IllegalArgumentException e) {
                throw ApiException.badRequest("%s: %s".formatted(place, e.getMessage()));
            }
            return version;
        }

        private String network(String network) {
            if (!network.chars()
                    .allMatch(c -> c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-'
                            || c == '_')) {
                throw bad(".network", json.get("network"), "letters, digits, - and _, such as wifi");
            }
            return network.toLowerCase(Locale.ROOT);
        }

        private @Nullable String text(String name, int most) {
            @Nullable JsonNode value = json.get(name);
            if (value == null || value.isNull()) {
                return null;
            }
            if (!value.isString() || value.stringValue().length() > most) {
                throw bad("." + name, value, "a text of %d characters at most".formatted(most));
            }
            return value.stringValue();
        }

        private ApiException bad(String field, @Nullable JsonNode value, String expected) {
            String shown = value == null ? "missing" : value.toString();
            return ApiException.badRequest("%s%s: %s (expected: %s)"
                    .formatted(place, field, shown.length() > 100 ? shown.substring(0, 100) + "…" : shown, expected));
        }
    }
}
