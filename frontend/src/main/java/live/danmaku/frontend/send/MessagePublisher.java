package live.danmaku.frontend.send;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.AcceptedMessage;

/** Where accepted messages go. */
@FunctionalInterface
public interface MessagePublisher {

    /**
     * Hands a message on. Never blocks and never queues without a bound.
     *
     * @return completes when the message is safe: every in-sync replica has it. It fails with an {@link
     *     live.danmaku.web.problem.ApiException} 503 otherwise; the text says whether the message may have been accepted
     */
    CompletionStage<Void> publish(AcceptedMessage message);
}
