package live.danmaku.tools.history.fault;

/**
 * A kind of fault that is asked for, {@code pause}, or that kind at some targets only, {@code pause:redis}.
 *
 * @param target what the names of targets begin with, or empty for all
 */
public record FaultChoice(FaultKind kind, String target) {

    /** @throws IllegalArgumentException when there is no such kind; the text says which there are */
    public static FaultChoice parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new FaultChoice(FaultKind.of(text), "")
                : new FaultChoice(FaultKind.of(text.substring(0, colon)), text.substring(colon + 1));
    }
}
