package live.danmaku.tools.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the room while it is fed, on a thread of its own, asking every few ms. When the feed is over it goes on until it
 * has seen all that was accepted, or has seen nothing new for {@code patience}.
 */
final class LiveReader {

    private final CursorReader reader;
    private final Outcomes outcomes;
    private final Sighting sighting;
    private final Duration period;
    private final Duration patience;
    private final Thread thread = new Thread(this::read, "live-reader");
    private volatile boolean feedOver;
    private volatile @Nullable String failure;

    /** @param period from one poll's answer to the next poll */
    LiveReader(CursorReader reader, Outcomes outcomes, Sighting sighting, Duration period, Duration patience) {
        this.reader = reader;
        this.outcomes = outcomes;
        this.sighting = sighting;
        this.period = period;
        this.patience = patience;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** To be called once every message has its outcome; blocks until this reader is done. */
    void finish() throws InterruptedException {
        feedOver = true;
        thread.join();
    }

    /** Why the room could not be read to the end; null when it could. */
    @Nullable
    String failure() {
        return failure;
    }

    private void read() {
        long progress = System.nanoTime();
        try {
            while (true) {
                // Asked before the page is read: what was accepted by then is on it or on a later one.
                boolean last = feedOver;
                int before = sighting.order().size();
                boolean more = false;
                try {
                    more = reader.readPage(id -> sighting.see(id, System.nanoTime()));
                    failure = null;
                } catch (IOException e) {
                    failure = "the room cannot be read: " + e.getMessage();
                }
                if (!last || sighting.order().size() > before) {
                    progress = System.nanoTime();
                }
                if (last && !more && (sawAll() || System.nanoTime() - progress > patience.toNanos())) {
                    return;
                }
                if (!more) {
                    LockSupport.parkNanos(period.toNanos());
                }
            }
        } catch (InterruptedException e) {
            failure = "interrupted";
        } catch (FeedException e) {
            failure = e.getMessage();
        }
    }

    private boolean sawAll() {
        return sighting.firstSeenAt().keySet().containsAll(outcomes.acceptedAt().keySet());
    }
}
