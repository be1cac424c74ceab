package live.danmaku.model.merge;

import live.danmaku.model.MessageId;

/**
 * What is to be shown of merged messages. A repeat of the question brings the same, so the message made of it is the same,
 * too.
 *
 * @param streamStart when the stream began, in ms since 1970
 * @param recordedAt the Kafka timestamp that names the dedupe bucket, in ms since 1970
 * @param last the id of the last message folded in
 * @param payload that message's JSON in UTF-8. Not to be changed
 * @param count how many pieces it adds to what was shown before
 * @param value what they are worth
 * @param total how many pieces there are in all
 * @param token what the store knows it by. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Emission(
        long streamStart,
        long recordedAt,
        MessageId last,
        byte[] payload,
        Form form,
        long count,
        long value,
        long total,
        byte[] token) {

    /** What the message says. */
    public enum Form {
        /** Exactly what the last message said. */
        PLAIN,
        /** Some likes, and the room's counter. */
        LIKE,
        /** More pieces of a combo that goes on. */
        COMBO,
        /** The end of a combo; it may add nothing. */
        FINAL
    }
}
