package live.danmaku.model.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two lists. */
public enum ListName {
    /** Whoever is on it never gets a long connection. */
    BLACK,
    /** Whoever is on it, and not on the black one, gets one whatever the grey release says. */
    WHITE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    public static Optional<ListName> find(String wireName) {
        return Arrays.stream(values())
                .filter(list -> list.wireName.equals(wireName))
                .findAny();
    }
}
