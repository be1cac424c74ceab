package live.danmaku.model.gear;

/**
 * A flow's messages take other partitions than before. What was sent before that is appended first, so that a sender's
 * messages keep their order.
 *
 * @param since {@link Route#since()} of the later ones
 */
public record Handover(Flow flow, long since) {}
