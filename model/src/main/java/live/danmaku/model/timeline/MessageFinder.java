package live.danmaku.model.timeline;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.Topic;

/** Finds single messages of a timeline. */
public interface MessageFinder {

    /**
     * Looks through all that is kept for everybody's eyes, each type from its newest message on, in steps that hold
     * nobody else up. Never blocks; fails when the store cannot be reached.
     *
     * @return any of those that have the id; empty when there is no such message: it never was, was deleted, or is
     *     not kept any more
     */
    CompletionStage<Optional<StoredMessage>> find(Topic topic, MessageId id);
}
