package live.danmaku.model.route;

import java.util.Locale;

/** What can decide between long connection and polling, in the order of {@link RulesInForce}. */
public enum RouteRule {
    BLACK,
    WHITE,
    SWITCH,
    PERCENT,
    /** A long connection was granted, but there is no node for it. */
    NODES;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
