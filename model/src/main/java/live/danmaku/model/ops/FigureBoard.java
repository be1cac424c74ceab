package live.danmaku.model.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where processes tell what they know of themselves, so that any front end can show all of them. Never blocks; stages fail
 * when the store cannot be reached.
 */
public interface FigureBoard extends FigureTeller {

    /** How often a process tells. */
    Duration EVERY = Duration.ofSeconds(1);

    /** How long what it told counts. */
    Duration KEPT = Duration.ofSeconds(5);

    /** What all processes told lately, by their names. */
    CompletionStage<List<ProcessFigures>> read();
}
