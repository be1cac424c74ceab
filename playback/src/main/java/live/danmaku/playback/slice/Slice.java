package live.danmaku.playback.slice;

import java.util.List;
import live.danmaku.model.archive.ArchivedMessage;

/**
 * The messages of a fixed piece of a stream's time.
 *
 * @param messages in the order {@link ArchivedMessage#BY_TIME}
 */
public record Slice(List<ArchivedMessage> messages) {

    static final Slice EMPTY = new Slice(List.of());

    private static final int BYTES_OF_AN_OBJECT = 120;

    public Slice {
        messages = List.copyOf(messages);
    }

    /** How many bytes it takes in memory, about. */
    int size() {
        long bytes = BYTES_OF_AN_OBJECT;
        for (ArchivedMessage message : messages) {
            bytes += BYTES_OF_AN_OBJECT + message.payload().length;
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** The index of the first message behind a place of the replay. */
    public int after(long at, long place) {
        int low = 0;
        int high = messages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            ArchivedMessage message = messages.get(middle);
            if (message.at() < at || message.at() == at && message.place() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
