package live.danmaku.model.route;

import java.util.Arrays;
import java.util.Locale;

/** Whether a node takes clients. */
public enum NodeState {
    UP,
    /** It asks its clients to go and takes no new ones. */
    DRAINING;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException when there is no such state; the text says the value and what is expected */
    public static NodeState of(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName.equals(wireName))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException("state: '%s' (expected: up or draining)".formatted(wireName)));
    }
}
