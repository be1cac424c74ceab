package live.danmaku.db.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import live.danmaku.model.RoomId;
import live.danmaku.model.ops.Durations;
import live.danmaku.model.ops.ProcessFigures;
import live.danmaku.model.ops.RoomFigures;

/**
 * A process's figures as text: its roles, then a line each of {@code count <name> <value>}, {@code time <name>
 * <µs>:<count>…} and {@code room <id> <polls/s> <hot on> <sessions> <push mode or ->}.
 */
final class FigureText {

    private static final String NO_MODE = "-";

    private FigureText() {}

    static String of(ProcessFigures figures) {
        StringBuilder text = new StringBuilder(figures.roles());
        figures.counts().forEach((name, value) -> text.append("\ncount %s %d".formatted(name, value)));
        figures.durations().forEach((name, durations) -> {
            text.append("\ntime ").append(name);
            durations.upTo().forEach((bound, count) -> text.append(" %d:%d".formatted(bound, count)));
        });
        figures.rooms()
                .forEach((room, served) -> text.append("\nroom %s %d %d %d %s"
                        .formatted(
                                room,
                                served.pollsPerS(),
                                served.hotOn(),
                                served.sessions(),
                                served.pushMode().isEmpty() ? NO_MODE : served.pushMode())));
        return text.toString();
    }

    /** Lines of a kind that a newer version may have are left out. */
    static ProcessFigures parse(String process, String text) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, Durations> durations = new HashMap<>();
        Map<RoomId, RoomFigures> rooms = new HashMap<>();
        String[] lines = text.split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            String[] words = lines[i].split(" ", -1);
            switch (words[0]) {
                case "count" -> counts.put(words[1], Long.valueOf(words[2]));
                case "time" -> durations.put(words[1], durations(words));
                case "room" ->
                    rooms.put(
                            new RoomId(words[1]),
                            new RoomFigures(
                                    Long.parseLong(words[2]),
                                    Integer.parseInt(words[3]),
                                    Long.parseLong(words[4]),
                                    words[5].equals(NO_MODE) ? "" : words[5]));
                default -> {
                    // Not known here.
                }
            }
        }
        return new ProcessFigures(process, lines[0], counts, durations, rooms);
    }

    private static Durations durations(String[] words) {
        NavigableMap<Long, Long> upTo = new TreeMap<>();
        for (int i = 2; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            upTo.put(Long.valueOf(words[i].substring(0, colon)), Long.valueOf(words[i].substring(colon + 1)));
        }
        return new Durations(upTo);
    }
}
