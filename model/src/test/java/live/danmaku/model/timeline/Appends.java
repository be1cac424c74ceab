package live.danmaku.model.timeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;

/** Short forms of batches for tests. */
public final class Appends {

    private Appends() {}

    /** A comment whose payload is JSON holding the id. */
    public static TimelineEntry comment(long offset, String id) {
        return entry(offset, MessageType.COMMENT, id);
    }

    public static TimelineEntry entry(long offset, MessageType type, String id) {
        byte[] payload =
                "{\"id\":\"%s\",\"type\":\"%s\"}".formatted(id, type.wireName()).getBytes(StandardCharsets.UTF_8);
        return new TimelineEntry(offset, new MessageId(id), type, payload);
    }

    /** A comment of a user's, who is in its payload as well. */
    public static TimelineEntry said(long offset, String id, String uid) {
        byte[] payload = "{\"id\":\"%s\",\"type\":\"comment\",\"from\":{\"uid\":\"%s\"}}"
                .formatted(id, uid)
                .getBytes(StandardCharsets.UTF_8);
        return new TimelineEntry(offset, new MessageId(id), MessageType.COMMENT, payload).from(new UserId(uid));
    }

    /** A comment for one user's eyes only. */
    public static TimelineEntry silent(long offset, String id, String uid) {
        TimelineEntry comment = comment(offset, id);
        return new TimelineEntry(
                offset, comment.id(), comment.type(), comment.payload(), new UserId(uid), comment.deletes(), 0);
    }

    /** The notice that a message is deleted. */
    public static TimelineEntry deletion(long offset, String id, String deleted) {
        TimelineEntry notice = entry(offset, MessageType.SYSTEM, id);
        return new TimelineEntry(offset, notice.id(), notice.type(), notice.payload(), null, new MessageId(deleted), 0);
    }

    /** A system message that expires. */
    public static TimelineEntry expiring(long offset, String id, long expiresAt) {
        TimelineEntry message = entry(offset, MessageType.SYSTEM, id);
        return new TimelineEntry(offset, message.id(), message.type(), message.payload(), null, null, expiresAt);
    }

    /** A batch of partition 0 from a writer that knows nothing yet. */
    public static AppendBatch batch(Topic topic, long now, TimelineEntry... entries) {
        return new AppendBatch(topic, now - 60_000, 0, -1, Cursor.ORIGIN, now, List.of(entries));
    }

    /** Comments {@code first} to {@code last}, with their number as offset and {@code m<number>} as id. */
    public static TimelineEntry[] comments(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> comment(n, "m" + n))
                .toArray(TimelineEntry[]::new);
    }

    public static List<String> payloads(List<StoredMessage> messages) {
        return messages.stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The ids inside payloads that {@link #entry} made. */
    public static List<String> ids(List<StoredMessage> messages) {
        return payloads(messages).stream().map(json -> json.split("\"")[3]).toList();
    }
}
