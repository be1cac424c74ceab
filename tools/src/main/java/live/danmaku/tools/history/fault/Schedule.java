package live.danmaku.tools.history.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import live.danmaku.tools.history.system.FakeClock;
import live.danmaku.tools.history.system.Layout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Faults one after the other. */
public record Schedule(List<Strike> strikes) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A program takes about so long until it is ready. */
    private static final long START_MS = 8_000;

    private static final long LONGEST_MS = 60_000;

    public Schedule {
        strikes = List.copyOf(strikes);
    }

    /**
     * Draws faults until the time is full. The same seed, choices, layout and length give the same ones.
     *
     * @param choices those that are not scheduled are passed over
     */
    public static Schedule draw(long seed, Set<FaultChoice> choices, Layout layout, Duration length) {
        List<FaultChoice> kinds = choices.stream()
                .filter(choice -> choice.kind().isScheduled())
                .filter(choice -> choice.kind() != FaultKind.CLOCK || FakeClock.isAvailable())
                .filter(choice -> !targets(choice, layout).isEmpty())
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
        Random random = new Random(seed);
        List<Strike> strikes = new ArrayList<>();
        // No fault alone takes more than a third of the time.
        long most = Math.min(LONGEST_MS, length.toMillis() / 3);
        long left = length.toMillis();
        while (!kinds.isEmpty()) {
            Strike strike = draw(random, kinds, layout, most);
            left -= strike.totalMs() + (strike.kind() == FaultKind.KILL ? START_MS : 0);
            if (left < 0 && !strikes.isEmpty()) {
                break;
            }
            strikes.add(strike);
        }
        return new Schedule(strikes);
    }

    private static Strike draw(Random random, List<FaultChoice> kinds, Layout layout, long most) {
        FaultChoice choice = kinds.get(random.nextInt(kinds.size()));
        List<String> targets = targets(choice, layout);
        String target = targets.get(random.nextInt(targets.size()));
        boolean coin = random.nextBoolean();
        // Short ones are more frequent than long ones, and there are long ones.
        double share = Math.pow(random.nextDouble(), 2);
        FaultKind kind = choice.kind();
        String how = switch (kind) {
            case LOSE -> coin ? "fail-over" : "old-file";
            case HOLE -> coin ? "late" : "forgotten";
            case BROKER -> coin ? "kill" : "pause";
            case CLOCK -> coin ? "+5" : "-5";
            default -> "";
        };
        long longest = switch (kind) {
            case KILL, REPLICA, ADD -> 5_000;
            case CLOCK -> 30_000;
            default -> most;
        };
        long lasts = 1_000 + (long) (share * Math.max(0, Math.min(longest, most) - 1_000));
        return new Strike(kind, target, how, 2_000 + random.nextInt(4_000), lasts, 8_000 + random.nextInt(8_000));
    }

    private static List<String> targets(FaultChoice choice, Layout layout) {
        List<String> all = switch (choice.kind()) {
            case KILL, PAUSE ->
                layout.parts().stream()
                        .filter(part -> !part.equals("replica"))
                        .filter(part -> layout.brokers() == 1 || !part.startsWith("broker"))
                        .toList();
            case BROKER -> layout.brokers() == 1 ? List.of() : brokers(layout);
            case HOLE, LINK -> layout.wires();
            case CLOCK -> List.copyOf(layout.roles().keySet());
            default -> List.of("");
        };
        return all.stream()
                .filter(target -> target.isEmpty() || target.startsWith(choice.target()))
                .toList();
    }

    private static List<String> brokers(Layout layout) {
        return layout.parts().stream().filter(part -> part.startsWith("broker")).toList();
    }

    /** @throws IOException when there is no such file, or a line is no strike; the text says which */
    public static Schedule read(Path file) throws IOException {
        List<Strike> strikes = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    strikes.add(JSON.readValue(line, Strike.class));
                }
            }
        } catch (JacksonException e) {
            throw new IOException("%s line %d: %s".formatted(file, number, e.getOriginalMessage()), e);
        }
        return new Schedule(strikes);
    }

    /** One JSON line a strike. */
    public void write(Path file) throws IOException {
        Files.write(file, strikes.stream().map(JSON::writeValueAsString).toList());
    }

    /** How long it takes at least. */
    public Duration length() {
        return Duration.ofMillis(strikes.stream().mapToLong(Strike::totalMs).sum());
    }
}
