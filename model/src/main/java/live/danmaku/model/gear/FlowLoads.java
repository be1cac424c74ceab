package live.danmaku.model.gear;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where processors tell one another what they measure, and agree on who of them chooses gears. Never blocks; stages fail
 * when the store cannot be reached.
 */
public interface FlowLoads {

    /** How long a report counts. */
    Duration KEPT = Duration.ofSeconds(5);

    /**
     * Tells what a processor measured, in place of what it told before.
     *
     * @param processor its name, unlike any other's
     */
    CompletionStage<Void> report(String processor, Collection<FlowLoad> loads);

    /** What all processors told lately, one load a flow. */
    CompletionStage<List<FlowLoad>> read();

    /**
     * Asks to be the one that chooses, for some time; the same one may ask again.
     *
     * @return whether it is
     */
    CompletionStage<Boolean> lead(String processor, Duration length);
}
