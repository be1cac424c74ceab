package live.danmaku.frontend.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * Writes events. The bytes lie outside the heap, so that a socket takes them as they are, however many viewers share
 * them; nobody changes them.
 */
final class EventText {

    /** A comment, which clients drop. */
    static final ByteBuffer HEARTBEAT = shared(":\n\n");

    /** The room is over and has been told to its end. */
    static final ByteBuffer END = shared("event: end\ndata: {\"state\":\"ended\"}\n\n");

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private EventText() {}

    /**
     * A batch: {@code id} is the cursor after it, {@code data} what the JSON dialect of the long connection has: {@code
     * {"topic","from","to","messages":[…],"leftOut":0,"gap":false}}.
     *
     * @param from null for the newest page
     */
    static ByteBuffer batch(Topic topic, @Nullable Cursor from, Cursor to, boolean gap, List<StoredMessage> messages) {
        byte[] head = ("id: " + to + "\ndata: {\"topic\":\"" + topic + "\",\"from\":"
                        + (from == null ? "null" : "\"" + from + "\"") + ",\"to\":\"" + to + "\",\"messages\":[")
                .getBytes(UTF_8);
        byte[] tail = ("],\"leftOut\":0,\"gap\":" + gap + "}\n\n").getBytes(UTF_8);
        int size = head.length + tail.length + Math.max(0, messages.size() - 1);
        for (StoredMessage message : messages) {
            size += message.payload().length;
        }
        ByteBuffer text = ByteBuffer.allocateDirect(size).put(head);
        for (int i = 0; i < messages.size(); i++) {
            if (i > 0) {
                text.put((byte) ',');
            }
            putOnOneLine(messages.get(i).payload(), text);
        }
        return text.put(tail).flip().asReadOnlyBuffer();
    }

    /** What is known of the room besides its messages. */
    static ByteBuffer room(String state, long online) {
        return shared("event: room\ndata: {\"state\":\"%s\",\"online\":%d}\n\n".formatted(state, online));
    }

    /** Why the stream ends, as the long connection says it. */
    static ByteBuffer close(int code, String reason, long afterMs) {
        return shared("event: close\ndata: {\"code\":%d,\"reason\":\"%s\",\"reconnect\":true,\"afterMs\":%d}\n\n"
                .formatted(code, reason, afterMs));
    }

    /** A line break would end the event; in JSON it is a space like any other. */
    private static void putOnOneLine(byte[] payload, ByteBuffer text) {
        for (byte b : payload) {
            text.put(b == LINE_FEED || b == CARRIAGE_RETURN ? (byte) ' ' : b);
        }
    }

    private static ByteBuffer shared(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
