package live.danmaku.frontend.poll;

import live.danmaku.model.room.Room;
import live.danmaku.model.timeline.MessagesJson;
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
        String head = "{\"room\":\"" + room.id() + "\",\"state\":\""
                + room.state().wireName() + "\",\"cursor\":\"" + page.cursor() + "\",\"messages\":[";
        String tail = "],\"gap\":" + page.gap() + ",\"leftOut\":" + page.leftOut() + ",\"pollAfterMs\":" + pollAfterMs
                + ",\"online\":" + online + "}";
        return MessagesJson.write(head, page.messages(), StoredMessage::payload, tail);
    }
}
