package live.danmaku.model.room;

import java.util.Locale;

/** What happens to a comment that holds a listed word; the first of these that applies decides over the later ones. */
public enum WordAction {
    /** It is refused. */
    REJECT,
    /** It is accepted, and only its sender sees it. */
    SILENT,
    /** The word is replaced by asterisks in what everybody sees. */
    MASK;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in tables. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException when there is no such action; the text says the value and what is expected */
    public static WordAction of(String wireName) {
        for (WordAction action : values()) {
            if (action.wireName.equals(wireName)) {
                return action;
            }
        }
        throw new IllegalArgumentException("action: '%s' (expected: reject, mask or silent)".formatted(wireName));
    }
}
