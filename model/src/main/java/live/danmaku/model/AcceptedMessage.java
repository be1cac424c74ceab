package live.danmaku.model;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way from a front end through Kafka to a timeline.
 *
 * @param topic whose timeline it is for
 * @param streamStart when the topic's stream began, in ms since 1970
 * @param acceptedAt when the front end took it, in ms since 1970; lag is counted from here
 * @param sender who sent it; one sender's messages keep their order. Null when nobody knows
 * @param payload the message's JSON in UTF-8 as readers get it, holding the id. Not to be changed
 * @param onlyFor the only user who may see it; null for a message that everybody sees
 * @param deletes the message that goes when this one, its notice, comes; null for other messages
 * @param expiresAt when it stops to matter, in ms since 1970: the timeline may let go of it then; 0 for a message that stays
 *     as long as its stream's log
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying it would cost the hot path
public record AcceptedMessage(
        Topic topic,
        MessageId id,
        MessageType type,
        long streamStart,
        long acceptedAt,
        @Nullable UserId sender,
        byte[] payload,
        @Nullable UserId onlyFor,
        @Nullable MessageId deletes,
        long expiresAt) {

    /** @throws IllegalArgumentException when a message that is no comment is for one user only */
    public AcceptedMessage {
        if (onlyFor != null && type != MessageType.COMMENT) {
            throw new IllegalArgumentException("%s for one user only (expected: a comment)".formatted(type.wireName()));
        }
    }

    /** A message of nobody in particular that everybody sees and that deletes nothing. */
    public AcceptedMessage(
            Topic topic, MessageId id, MessageType type, long streamStart, long acceptedAt, byte[] payload) {
        this(topic, id, type, streamStart, acceptedAt, null, payload, null, null, 0);
    }

    /** The same message from somebody. */
    public AcceptedMessage from(UserId user) {
        return new AcceptedMessage(
                topic, id, type, streamStart, acceptedAt, user, payload, onlyFor, deletes, expiresAt);
    }

    /** The same message for one user's eyes only. */
    public AcceptedMessage onlyFor(UserId user) {
        return new AcceptedMessage(topic, id, type, streamStart, acceptedAt, sender, payload, user, deletes, expiresAt);
    }

    /** The same message as the notice that another one is deleted. */
    public AcceptedMessage deleting(MessageId deleted) {
        return new AcceptedMessage(
                topic, id, type, streamStart, acceptedAt, sender, payload, onlyFor, deleted, expiresAt);
    }

    /** The same message until a time, in ms since 1970. */
    public AcceptedMessage until(long end) {
        return new AcceptedMessage(topic, id, type, streamStart, acceptedAt, sender, payload, onlyFor, deletes, end);
    }
}
