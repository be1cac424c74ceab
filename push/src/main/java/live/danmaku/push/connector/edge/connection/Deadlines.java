package live.danmaku.push.connector.edge.connection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When each connection of an event loop has to be looked at. Instead of a timer for each there is an array of times that is
 * gone through some times a second; a connection that was heard in the meantime says so when its time has come. Belongs to
 * its loop.
 */
final class Deadlines {

    private static final int FIRST_SIZE = 16;

    private @Nullable Connection[] watched = new Connection[FIRST_SIZE];
    private long[] due = new long[FIRST_SIZE];
    private int size;

    /** @param dueMs when to look at it first, by the loop's clock */
    void add(Connection connection, long dueMs) {
        if (size == due.length) {
            watched = Arrays.copyOf(watched, 2 * size);
            due = Arrays.copyOf(due, 2 * size);
        }
        watched[size] = connection;
        due[size] = dueMs;
        connection.place(size);
        size++;
    }

    /** @param place where the connection is, as it was told last */
    void remove(int place) {
        size--;
        @Nullable Connection last = watched[size];
        watched[size] = null;
        if (place < size && last != null) {
            watched[place] = last;
            due[place] = due[size];
            last.place(place);
        }
    }

    /** Looks at this connection earlier than was said before, if it is earlier. */
    void atLatest(int place, long dueMs) {
        due[place] = Math.min(due[place], dueMs);
    }

    /** Looks at all whose time has come; each says when to look again. */
    void look(long nowMs) {
        for (int place = 0; place < size; place++) {
            @Nullable Connection connection = watched[place];
            if (due[place] <= nowMs && connection != null) {
                // One that is gone at once makes room for another one, whose turn is the next time.
                long next = connection.look(nowMs);
                if (place < size && watched[place] == connection) {
                    due[place] = next;
                }
            }
        }
    }

    int size() {
        return size;
    }
}
