package live.danmaku.model.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a client a list's entry looks at. */
public enum EntryKind {
    UID,
    DEVICE,
    VERSION;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    public static Optional<EntryKind> find(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findAny();
    }
}
