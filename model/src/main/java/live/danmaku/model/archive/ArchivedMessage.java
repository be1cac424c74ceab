package live.danmaku.model.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Comparator;
import java.util.zip.CRC32;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.MessageTimes;
import live.danmaku.model.timeline.StoredMessage;

/**
 * A message of a finished stream.
 *
 * @param id what it is kept once by, with its bytes
 * @param at when it was sent, in ms since the stream began; negative before it
 * @param place its place in the room's log
 * @param payload its JSON in UTF-8, exactly as it was live. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by place; copying the bytes would cost the hot path
public record ArchivedMessage(MessageId id, MessageType type, long at, long place, byte[] payload) {

    /** The order of a replay: by stream time, and by the log's order where that is equal. */
    public static final Comparator<ArchivedMessage> BY_TIME =
            Comparator.comparingLong(ArchivedMessage::at).thenComparingLong(ArchivedMessage::place);

    /**
     * A message as its timeline holds it. One that does not tell when it was sent counts as sent when it was appended; one
     * that is written in a way nobody knows is kept all the same, as a system message.
     */
    public static ArchivedMessage of(StoredMessage stored) {
        byte[] payload = stored.payload();
        long at = MessageTimes.find(payload).map(MessageTimes::at).orElse(stored.place() / Cursor.PLACES_PER_MS);
        MessageHead head;
        try {
            head = MessageHead.of(payload);
        } catch (IllegalArgumentException e) {
            MessageId made = new MessageId("place~" + stored.place());
            return new ArchivedMessage(made, MessageType.SYSTEM, at, stored.place(), payload);
        }
        return new ArchivedMessage(new MessageId(head.id()), head.type(), at, stored.place(), payload);
    }

    /** CRC-32 of {@code <place>:<payload>}: the message's part of a {@link Digest}. */
    public long checksum() {
        return crc((place + ":").getBytes(US_ASCII), payload);
    }

    /** CRC-32 of the payload: with the id, it tells the same message again from another one. */
    public long payloadChecksum() {
        return crc(payload);
    }

    private static long crc(byte[]... parts) {
        CRC32 crc = new CRC32();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return crc.getValue();
    }
}
