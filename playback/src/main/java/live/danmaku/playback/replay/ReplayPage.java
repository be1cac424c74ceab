package live.danmaku.playback.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A page of a replay.
 *
 * @param next where it goes on, or null at the end
 */
record ReplayPage(
        RoomId room,
        List<ArchivedMessage> messages,
        @Nullable ReplayPlace next,
        long durationMs) {

    /** Shape: {@code {"room","messages":[…],"next","durationMs"}}; messages' bytes go in as they were live. */
    byte[] json() {
        byte[] head = ascii("{\"room\":\"" + room + "\",\"messages\":[");
        byte[] tail = ascii(
                "],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + ",\"durationMs\":" + durationMs + "}");
        int size = head.length + tail.length + Math.max(0, messages.size() - 1);
        for (ArchivedMessage message : messages) {
            size += message.payload().length;
        }
        byte[] json = new byte[size];
        int at = put(head, json, 0);
        for (int i = 0; i < messages.size(); i++) {
            if (i > 0) {
                json[at++] = ',';
            }
            at = put(messages.get(i).payload(), json, at);
        }
        put(tail, json, at);
        return json;
    }

    private static int put(byte[] part, byte[] whole, int at) {
        System.arraycopy(part, 0, whole, at, part.length);
        return at + part.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
