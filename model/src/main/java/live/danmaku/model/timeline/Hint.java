package live.danmaku.model.timeline;

import live.danmaku.model.Topic;

/**
 * "This topic has reached {@code clock}". Small, lossy, may come late or twice: nothing may depend on it but speed.
 *
 * @param previous the clock before the append, so that a chain of hints shows a hole
 * @param clock the clock after it
 */
public record Hint(Topic topic, Epoch epoch, long previous, long clock) {}
