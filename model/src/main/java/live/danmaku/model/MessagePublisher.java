package live.danmaku.model;

import java.util.concurrent.CompletionStage;

/** Where accepted messages go. */
@FunctionalInterface
public interface MessagePublisher {

    /**
     * Hands a message on. Never blocks and never queues without a bound.
     *
     * @return completes when the message is safe: every in-sync replica has it. It fails with a {@link NotAcceptedException}
     *     otherwise; the text says whether the message may have been accepted
     */
    CompletionStage<Void> publish(AcceptedMessage message);
}
