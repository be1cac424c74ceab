package live.danmaku.push.pusher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineEntry;

/** Messages as front ends write them. */
public final class Messages {

    private Messages() {}

    public static String json(MessageType type, String priority, String id, String uid, String body) {
        return ("{\"id\":\"%s\",\"type\":\"%s\",\"priority\":\"%s\",\"room\":\"1000\",\"from\":{\"uid\":\"%s\",\"name\":\"%s\"},"
                        + "\"sentAt\":1700000000123,\"at\":5000,\"body\":%s}")
                .formatted(id, type.wireName(), priority, uid, uid.toUpperCase(Locale.ROOT), body);
    }

    public static String commentJson(String id, String uid, String text) {
        return json(MessageType.COMMENT, "P3", id, uid, "{\"text\":\"%s\"}".formatted(text));
    }

    public static PushedMessage pushed(long place, String json) {
        return PushedMessage.of(new StoredMessage(place, json.getBytes(UTF_8)));
    }

    public static PushedMessage comment(long place, String id, String uid) {
        return pushed(place, commentJson(id, uid, "hello"));
    }

    public static PushedMessage gift(long place, String id, String priority) {
        return pushed(
                place, json(MessageType.GIFT, priority, id, "ann", "{\"gift\":\"rocket\",\"count\":2,\"value\":1000}"));
    }

    public static PushedMessage system(long place, String id) {
        return pushed(place, json(MessageType.SYSTEM, "P0", id, "system", "{\"event\":\"notice\"}"));
    }

    public static PushedMessage like(long place, String id, long total) {
        return pushed(place, json(MessageType.LIKE, "P3", id, "ann", "{\"count\":1,\"total\":%d}".formatted(total)));
    }

    /** An entry of a timeline that holds such a message. */
    public static TimelineEntry entry(MessageType type, String id, String json) {
        return new TimelineEntry(0, new MessageId(id), type, json.getBytes(UTF_8));
    }

    public static TimelineEntry commentEntry(String id, String uid) {
        return entry(MessageType.COMMENT, id, commentJson(id, uid, "text of " + id));
    }
}
