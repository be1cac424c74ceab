package live.danmaku.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the room was read: the cursor and the ids seen, which go through all transports, so that the listener is told
 * nothing twice and no hole that is not a gap. Of the client's thread alone, but for {@link #cursor}.
 */
final class Reading {

    private static final int IDS_REMEMBERED = 5_000;
    private static final String START = "start";

    private final String topic;
    private final RoomListener listener;
    private final SeenIds seen = new SeenIds(IDS_REMEMBERED);
    private volatile @Nullable String cursor;

    /** @param cursor where to begin; null for the newest messages */
    Reading(String room, @Nullable String cursor, RoomListener listener) {
        this.topic = "room:" + room;
        this.cursor = cursor;
        this.listener = listener;
    }

    /** Where reading goes on; null while nothing was read. On any thread. */
    @Nullable
    String cursor() {
        return cursor;
    }

    /** Whether there is a place that a long connection can go on from. */
    boolean hasBegun() {
        String place = cursor;
        return place != null && !place.equals(START);
    }

    /** Tells the listener what is new of it. */
    void take(Batch batch) {
        if (batch.topic().equals(topic)) {
            cursor = batch.to();
        }
        listener.batch(batch.with(batch.messages().stream()
                .filter(message -> seen.add(nameOf(message)))
                .toList()));
    }

    /** Another sender's message with the same id is another message. */
    private static String nameOf(Message message) {
        return message.json().path("from").path("uid").asString("") + "/" + message.id();
    }

    /** The server does not know the cursor: reading begins anew, and the listener is told a gap. */
    void loseCursor() {
        String place = cursor;
        cursor = null;
        listener.batch(new Batch(topic, place, "", List.of(), 0, true));
    }
}
