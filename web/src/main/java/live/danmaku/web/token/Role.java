package live.danmaku.web.token;

import java.util.Locale;

/** What a token may allow besides writing as its user. */
public enum Role {
    HOST,
    MODERATOR,
    /** A business service, which may speak on behalf of users. */
    SERVICE,
    OPS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in tokens. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException when there is no such role; the text says the value and what is expected */
    public static Role of(String wireName) {
        for (Role role : values()) {
            if (role.wireName.equals(wireName)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "role: '%s' (expected: host, moderator, service or ops)".formatted(wireName));
    }
}
