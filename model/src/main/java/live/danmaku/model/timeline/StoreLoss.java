package live.danmaku.model.timeline;

/**
 * A loss that a {@link StoreWitness} noticed. Whatever the store acknowledged up to {@code lastGood} is still there; what it
 * acknowledged between {@code lastGood} and {@code noticedAt} may be gone.
 *
 * @param lastGood in ms since 1970, by this process's clock
 * @param noticedAt in ms since 1970, by this process's clock
 */
public record StoreLoss(long lastGood, long noticedAt) {}
