package live.danmaku.push.pusher.encode;

import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.MessagesJson;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * A batch as one JSON object, {@code {"topic","from","to","messages":[…],"leftOut":n}}. Each message's bytes are copied once,
 * as they are. One with a gap says {@code "gap":true} and goes on from another place than the one before led to, so that a client
 * which only looks at the chain sees a hole, too.
 */
final class NativeBatch {

    private NativeBatch() {}

    /** As a packet. */
    static byte[] packet(BatchContent content) {
        byte[] packet = write(content, Packets.HEADER, "{");
        Packets.header(packet, Packets.PLAIN, Packets.MESSAGES);
        return packet;
    }

    /** As a text for clients that speak JSON. */
    static byte[] text(BatchContent content) {
        return write(content, 0, "{\"op\":\"messages\",");
    }

    /** @param offset how much room to leave before it */
    private static byte[] write(BatchContent content, int offset, String opening) {
        // Names of topics and cursors hold nothing that JSON would escape.
        String head = opening + "\"topic\":\"" + content.topic() + "\",\"from\":\"" + from(content) + "\",\"to\":\""
                + content.to() + "\",\"messages\":[";
        String tail = "],\"leftOut\":" + content.leftOut() + (content.gap() ? ",\"gap\":true}" : "}");
        return MessagesJson.write(offset, head, content.messages(), PushedMessage::payload, tail);
    }

    private static Cursor from(BatchContent content) {
        if (!content.gap()) {
            return content.from();
        }
        long first = content.messages().isEmpty()
                ? content.to().place()
                : content.messages().get(0).place() - 1;
        return new Cursor(content.to().epoch(), first);
    }
}
