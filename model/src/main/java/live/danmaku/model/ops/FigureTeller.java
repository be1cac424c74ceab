package live.danmaku.model.ops;

import java.util.concurrent.CompletionStage;

/** Takes what a process knows of itself to where all front ends see it. Never blocks; stages fail when that cannot be reached. */
public interface FigureTeller {

    /** Tells, in place of what this process told before. */
    CompletionStage<Void> tell(ProcessFigures figures);
}
