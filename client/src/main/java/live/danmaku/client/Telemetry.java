package live.danmaku.client;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the server how connecting went: collected for some seconds, sent once, and forgotten when it cannot be. Belongs to
 * the client's thread.
 */
final class Telemetry {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long WAITS_MS = 4_000;
    private static final int MOST_A_CALL = 40;

    private final ServerApi api;
    private final ClientSettings settings;
    private final ScheduledExecutorService thread;
    private @Nullable ArrayNode waiting;

    Telemetry(ServerApi api, ClientSettings settings, ScheduledExecutorService thread) {
        this.api = api;
        this.settings = settings;
        this.thread = thread;
    }

    /** @param ms how long it took */
    void connected(String transport, boolean ok, long ms) {
        tell(event("connect", transport).put("ok", ok).put("ms", Math.max(0, ms)));
    }

    /** @param ms how long it lasted */
    void disconnected(String transport, long ms, int code) {
        tell(event("disconnect", transport).put("ms", Math.max(0, ms)).put("code", code));
    }

    void gap(String transport) {
        tell(event("gap", transport));
    }

    private ObjectNode event(String kind, String transport) {
        ObjectNode event = JSON.createObjectNode()
                .put("kind", kind)
                .put("transport", transport)
                .put("platform", "jvm");
        put(event, "uid", settings.uid());
        put(event, "device", settings.device());
        put(event, "version", settings.version());
        return event;
    }

    private static void put(ObjectNode event, String name, String value) {
        if (!value.isEmpty()) {
            event.put(name, value);
        }
    }

    private void tell(ObjectNode event) {
        if (!settings.telemetry()) {
            return;
        }
        ArrayNode events = waiting;
        if (events == null) {
            events = JSON.createArrayNode();
            waiting = events;
            thread.schedule(this::flush, WAITS_MS, TimeUnit.MILLISECONDS);
        }
        if (events.size() < MOST_A_CALL) {
            events.add(event);
        }
    }

    /** Sends what there is. */
    void flush() {
        ArrayNode events = waiting;
        waiting = null;
        if (events != null) {
            api.post("/v1/telemetry", events);
        }
    }
}
