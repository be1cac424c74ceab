package live.danmaku.tools.history.fault;

/**
 * One fault of a schedule.
 *
 * @param target a part or a wire of the system; empty for a kind that has one only
 * @param how what a kind leaves open: {@code fail-over} or {@code old-file} of a loss, {@code late} or {@code forgotten} of
 *     a hole, {@code kill} or {@code pause} of a broker, {@code +5} or {@code -5} of a clock; else empty
 * @param beforeMs of calm before it
 * @param lastsMs from its begin to its end; of a loss, how much is lost
 * @param recoverMs after its end, in which its effects are expected
 */
public record Strike(FaultKind kind, String target, String how, long beforeMs, long lastsMs, long recoverMs) {

    /** Under which it is counted: {@code pause redis}, {@code hole front~mysql}, {@code lose old-file}. */
    public String title() {
        String what =
                kind == FaultKind.LOSE || kind == FaultKind.BROKER ? how : target.replaceAll("-(added-)?\\d+", "");
        return what.isEmpty() ? kind.wireName() : kind.wireName() + " " + what;
    }

    /** For people. */
    public String text() {
        return "%s %s %s, %.1f s"
                .formatted(kind.wireName(), target, how, lastsMs / 1e3)
                .replaceAll(" +", " ");
    }

    long totalMs() {
        return beforeMs + lastsMs + recoverMs;
    }
}
