package live.danmaku.model;

/** How much a message matters when there is no room for all. The lower the number, the more; gifts are never left out. */
public enum Priority {
    /** Everybody gets it, whatever it costs: what the system has to say. */
    P0,
    /** Never left out, and ahead of others: large gifts. */
    P1,
    /** Small gifts. */
    P2,
    /** Chat and state: the first to be sampled. */
    P3
}
