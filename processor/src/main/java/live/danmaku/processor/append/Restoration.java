package live.danmaku.processor.append;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.AcceptedMessage;

/**
 * A step after the append of messages of some type that a lost suffix may have held: it gives back what else the
 * store lost with them. The messages are done only when it is.
 */
@FunctionalInterface
public interface Restoration {

    /**
     * Never blocks. A stage that fails means <em>unknown</em>: the caller repeats the call until it is answered, so
     * it must be harmless when it is done twice, and when nothing was lost.
     *
     * @param messages of one topic and type, in the order they were appended
     */
    CompletionStage<Void> restore(List<AcceptedMessage> messages);
}
