package live.danmaku.tools.fuzz;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts outcomes by kind of input. Thread-safe. */
final class Tally {

    private static final int EXAMPLES = 20;

    private final Map<InputKind, Map<Integer, Long>> statuses = new EnumMap<>(InputKind.class);
    private final Map<String, Long> findings = new TreeMap<>();
    private long overloads;

    synchronized void add(HostileInput input, Outcome outcome) {
        statuses.computeIfAbsent(input.kind(), kind -> new TreeMap<>()).merge(outcome.status(), 1L, Long::sum);
        if (outcome.isOverload()) {
            overloads++;
        }
        if (outcome.isServerError()) {
            find(outcome.status() + " for " + begin(input));
        }
        if (outcome.isSilent()) {
            find("no answer to " + begin(input));
        }
        if (input.isForged() && outcome.status() != 401 && outcome.status() != 400 && outcome.status() != 431) {
            find("a forged token was answered " + outcome.status() + ": " + begin(input));
        }
    }

    synchronized void find(String finding) {
        if (findings.size() < EXAMPLES || findings.containsKey(finding)) {
            findings.merge(finding, 1L, Long::sum);
        }
    }

    private static String begin(HostileInput input) {
        byte[] first = input.pieces().get(0);
        StringBuilder text = new StringBuilder(input.kind() + " ");
        for (int i = 0; i < Math.min(first.length, 400); i++) {
            char c = (char) (first[i] & 0xff);
            text.append(c >= ' ' && c < 127 ? String.valueOf(c) : "\\x%02x".formatted((int) c));
        }
        return text.toString();
    }

    synchronized long total() {
        return statuses.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    synchronized long overloads() {
        return overloads;
    }

    /** By kind: how often each status came; 0 is none. */
    synchronized Map<InputKind, Map<Integer, Long>> statuses() {
        Map<InputKind, Map<Integer, Long>> copy = new EnumMap<>(InputKind.class);
        statuses.forEach((kind, counts) -> copy.put(kind, new TreeMap<>(counts)));
        return copy;
    }

    /** Examples, and how often each came. */
    synchronized Map<String, Long> findings() {
        return new TreeMap<>(findings);
    }
}
