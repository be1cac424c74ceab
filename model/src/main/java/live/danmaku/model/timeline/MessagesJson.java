package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.function.Function;

/**
 * Writes JSON that holds an array of messages. Their bytes go in as they are stored: nothing is parsed, and each byte is
 * copied once.
 */
public final class MessagesJson {

    private MessagesJson() {}

    /**
     * {@code head}, the payloads with commas between them, {@code tail}.
     *
     * @param head what stands before the first message, with the bracket that opens the array; ASCII, escaped where JSON
     *     wants it
     * @param tail from the bracket that closes the array on; the same
     */
    public static <M> byte[] write(String head, List<M> messages, Function<M, byte[]> payload, String tail) {
        return write(0, head, messages, payload, tail);
    }

    /** The same behind {@code free} bytes that are the caller's. */
    public static <M> byte[] write(int free, String head, List<M> messages, Function<M, byte[]> payload, String tail) {
        int size = free + head.length() + tail.length() + Math.max(0, messages.size() - 1);
        for (M message : messages) {
            size += payload.apply(message).length;
        }
        byte[] json = new byte[size];
        int at = put(head.getBytes(US_ASCII), json, free);
        for (int i = 0; i < messages.size(); i++) {
            if (i > 0) {
                json[at++] = ',';
            }
            at = put(payload.apply(messages.get(i)), json, at);
        }
        put(tail.getBytes(US_ASCII), json, at);
        return json;
    }

    private static int put(byte[] part, byte[] whole, int at) {
        System.arraycopy(part, 0, whole, at, part.length);
        return at + part.length;
    }
}
