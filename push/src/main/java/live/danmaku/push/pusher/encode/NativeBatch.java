package live.danmaku.push.pusher.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import live.danmaku.model.timeline.Cursor;
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
        byte[] head = (opening + "\"topic\":\"" + content.topic() + "\",\"from\":\"" + from(content) + "\",\"to\":\""
                        + content.to() + "\",\"messages\":[")
                .getBytes(US_ASCII);
        byte[] tail =
                ("],\"leftOut\":" + content.leftOut() + (content.gap() ? ",\"gap\":true}" : "}")).getBytes(US_ASCII);
        int size = offset
                + head.length
                + tail.length
                + Math.max(0, content.messages().size() - 1);
        for (PushedMessage message : content.messages()) {
            size += message.payload().length;
        }
        byte[] bytes = new byte[size];
        int at = copy(head, bytes, offset);
        for (int i = 0; i < content.messages().size(); i++) {
            if (i > 0) {
                bytes[at++] = ',';
            }
            at = copy(content.messages().get(i).payload(), bytes, at);
        }
        copy(tail, bytes, at);
        return bytes;
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

    private static int copy(byte[] source, byte[] target, int at) {
        System.arraycopy(source, 0, target, at, source.length);
        return at + source.length;
    }
}
