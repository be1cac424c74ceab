package live.danmaku.model.gear;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Where gears are kept, outlasting any process. One processor at a time chooses them, everybody reads them. Never blocks;
 * stages fail when the store cannot be reached.
 */
public interface GearStore {

    /** All gears and pins, as of one moment. */
    CompletionStage<GearTable> read();

    /** Keeps a flow's gear. */
    CompletionStage<Void> put(GearState state);

    /** Forgets a flow that has long been in the first gear. */
    CompletionStage<Void> forget(Flow flow);

    /**
     * Pins a flow's gear, in place of an earlier pin; the processor that chooses gears follows within a second.
     *
     * @param length how long; zero ends a pin
     * @return until when, in ms since 1970 by the store's clock
     */
    CompletionStage<Long> pin(Flow flow, Gear gear, Duration length);
}
