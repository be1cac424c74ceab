package live.danmaku.routing.node;

import java.util.Locale;

/** Whether a node is offered, and if not, why. */
public enum Standing {
    UP,
    /** It is silent, but so are more than half of all, which may be the registry's trouble; it is offered meanwhile. */
    SILENT,
    DRAINING,
    /** It has as many sessions as it takes. */
    FULL,
    /** Too much waits to be written to its clients. */
    SICK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOffered() {
        return this == UP || this == SILENT;
    }
}
