package live.danmaku.model.timeline;

import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way into a timeline.
 *
 * @param offset its Kafka offset
 * @param id what it is deduplicated by, with the sender
 * @param sender who sent it; another sender's message with the same id is another message. Null when nobody knows
 * @param type which sorted set it goes to
 * @param payload the message's JSON in UTF-8, beginning with {@code {"id":"<id>",}; stored and served as it is, never
 *     parsed. Not to be changed after the call
 * @param onlyFor the only user who may read it; such a message is a comment. Null for everybody
 * @param deletes the message that this one is the notice of deletion of, or null
 * @param expiresAt when the timeline may let go of it, in ms since 1970; 0: as for all messages of its stream
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only; copying it would cost the hot path
public record TimelineEntry(
        long offset,
        MessageId id,
        @Nullable UserId sender,
        MessageType type,
        byte[] payload,
        @Nullable UserId onlyFor,
        @Nullable MessageId deletes,
        long expiresAt) {

    /** @throws IllegalArgumentException when a message that is no comment is for one user only */
    public TimelineEntry {
        if (onlyFor != null && type != MessageType.COMMENT) {
            throw new IllegalArgumentException("%s for one user only (expected: a comment)".formatted(type.wireName()));
        }
    }

    /** A message of nobody in particular. */
    public TimelineEntry(
            long offset,
            MessageId id,
            MessageType type,
            byte[] payload,
            @Nullable UserId onlyFor,
            @Nullable MessageId deletes,
            long expiresAt) {
        this(offset, id, null, type, payload, onlyFor, deletes, expiresAt);
    }

    /** A message of nobody in particular that everybody reads and that deletes nothing. */
    public TimelineEntry(long offset, MessageId id, MessageType type, byte[] payload) {
        this(offset, id, null, type, payload, null, null, 0);
    }

    /** A message as Kafka delivered it. */
    public static TimelineEntry of(long offset, AcceptedMessage message) {
        return new TimelineEntry(
                offset,
                message.id(),
                message.sender(),
                message.type(),
                message.payload(),
                message.onlyFor(),
                message.deletes(),
                message.expiresAt());
    }

    /** The same message from somebody. */
    public TimelineEntry from(@Nullable UserId user) {
        return new TimelineEntry(offset, id, user, type, payload, onlyFor, deletes, expiresAt);
    }
}
