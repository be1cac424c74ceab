package live.danmaku.frontend.poll;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import live.danmaku.model.room.Room;
import live.danmaku.model.timeline.StoredMessage;

/**
 * Writes the answer to a poll. The messages' bytes go in as they are stored; nothing is parsed.
 *
 * <p>Shape: {@code
 * {"room","state","cursor","messages":[…],"gap":false,"leftOut":0,"pollAfterMs":2000,"online":n}}. Everything written here
 * besides messages is ASCII that needs no escaping: ids, states, cursors and numbers.
 */
public record PollAnswer(Room room, PollPage page, long pollAfterMs, long online) {

    /**
     * Changes when the messages, the cursor, the gap or the state do, for one and the same question. Two viewers share it
     * unless one of them sees a message that the other does not.
     */
    public String etag() {
        long places = 0;
        for (StoredMessage message : page.messages()) {
            places = 31 * places + message.place();
        }
        return "W/\"" + page.cursor() + "." + Long.toUnsignedString(places, 36) + "."
                + room.state().wireName().charAt(0) + (page.gap() ? "g" : "") + "\"";
    }

    public byte[] json() {
        List<StoredMessage> messages = page.messages();
        byte[] head = ascii("{\"room\":\"" + room.id() + "\",\"state\":\""
                + room.state().wireName() + "\",\"cursor\":\"" + page.cursor() + "\",\"messages\":[");
        byte[] tail = ascii("],\"gap\":" + page.gap() + ",\"leftOut\":" + page.leftOut() + ",\"pollAfterMs\":"
                + pollAfterMs + ",\"online\":" + online + "}");
        int size = head.length + tail.length + Math.max(0, messages.size() - 1);
        for (StoredMessage message : messages) {
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
