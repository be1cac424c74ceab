package live.danmaku.benchmarks.write;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Those who see what is sent: they can pause, and they know whether they have seen all. */
public final class Readers {

    private static final Duration ALL_SEEN_WITHIN = Duration.ofSeconds(90);

    private final Visibility visibility;
    private final List<RoomFollower> followers;

    /** @param visibility the one that the followers tell */
    public Readers(Visibility visibility, List<RoomFollower> followers) {
        this.visibility = visibility;
        this.followers = followers;
    }

    public void read(boolean wished) {
        followers.forEach(follower -> follower.pause(!wished));
    }

    /** Reads to the end and forgets how long that took; blocks. */
    public void drain() throws InterruptedException, IOException {
        read(true);
        awaitAllSeen();
        read(false);
        visibility.takeMicros();
    }

    /**
     * Blocks until every accepted message has been read.
     *
     * @throws IOException when a reader gave up, or that takes too long
     */
    public void awaitAllSeen() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + ALL_SEEN_WITHIN.toNanos();
        while (visibility.visible() < visibility.accepted()) {
            for (RoomFollower follower : followers) {
                @Nullable String failure = follower.failure();
                if (failure != null) {
                    throw new IOException(failure);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("%d messages accepted, %d visible after %d s"
                        .formatted(visibility.accepted(), visibility.visible(), ALL_SEEN_WITHIN.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
