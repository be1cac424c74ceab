package live.danmaku.model.timeline;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.Topic;

/**
 * Tells which messages of a timeline were deleted. That is noted in the step that appends the notice of deletion, by
 * the timeline itself, so no other message can claim it.
 */
public interface DeletedMessages {

    /**
     * Those of these ids that a notice in this timeline deleted: all messages that have them. Never blocks; fails
     * when the store cannot be reached.
     */
    CompletionStage<Set<MessageId>> deletedAmong(Topic topic, Collection<MessageId> ids);
}
