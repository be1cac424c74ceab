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

    /**
     * Shifts a flow's gear, unless another process did since it was read: one that was paused does not undo what came
     * meanwhile.
     *
     * @param before as it was read; {@link GearState#first} when nobody had spoken of the flow
     * @return whether it was shifted
     */
    CompletionStage<Boolean> shift(GearState before, GearState after);

    /**
     * Forgets a flow that has long been in the first gear, unless another process shifted it since it was read.
     *
     * @return whether it is forgotten
     */
    CompletionStage<Boolean> forget(GearState before);

    /**
     * Pins a flow's gear, in place of an earlier pin; the processor that chooses gears follows within a second.
     *
     * @param length how long; zero ends a pin
     * @return until when, in ms since 1970 by the store's clock
     */
    CompletionStage<Long> pin(Flow flow, Gear gear, Duration length);
}
