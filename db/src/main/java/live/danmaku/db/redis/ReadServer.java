package live.danmaku.db.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Redis that reads may go to, and whether it is well: it answers, and has a heartbeat, so it is not a replica that never
 * heard of its master. One that was not well is used again when it has answered several times in a row. Thread-safe.
 */
final class ReadServer {

    private static final int ANSWERS_TO_COME_BACK = 3;

    private final RedisLink link;
    private final boolean isMaster;
    private boolean wasEverWell;
    private int answersNeeded = 1;
    private volatile boolean well;
    private volatile @Nullable Reading last;

    /**
     * What a server was found to hold.
     *
     * @param now its own clock, in ms since 1970
     * @param heartbeat of its last heartbeat, by its master's clock
     */
    record Reading(long now, long heartbeat) {}

    ReadServer(RedisLink link, boolean isMaster) {
        this.link = link;
        this.isMaster = isMaster;
    }

    RedisLink link() {
        return link;
    }

    RedisAsyncCommands<byte[], byte[]> commands() {
        return link.commands();
    }

    boolean isMaster() {
        return isMaster;
    }

    boolean isWell() {
        return well;
    }

    /** Looks at the server; fails when it does not answer or has no heartbeat. */
    CompletionStage<Reading> look() {
        return commands().time().thenCombine(commands().get(RedisHeartbeat.KEY), ReadServer::reading);
    }

    private static Reading reading(List<byte[]> time, byte @Nullable [] heartbeat) {
        if (heartbeat == null) {
            throw new IllegalStateException(
                    "no heartbeat (expected: a replica that has been in touch with its master)");
        }
        return new Reading(Replies.millis(time), Replies.number(heartbeat));
    }

    synchronized void answered(Reading reading) {
        last = reading;
        if (answersNeeded > 0) {
            answersNeeded--;
        }
        well = answersNeeded == 0;
        wasEverWell |= well;
    }

    /** @return whether it was well until now */
    synchronized boolean failed() {
        boolean was = well;
        well = false;
        answersNeeded = wasEverWell ? ANSWERS_TO_COME_BACK : 1;
        return was;
    }

    /**
     * How old what it has may be, in ms; 0 of the master. While the master has never been met this is told by the server's own
     * clock.
     */
    long stalenessMs(MasterClock clock) {
        @Nullable Reading reading = last;
        return isMaster || reading == null ? 0 : Math.max(0, clock.now().orElse(reading.now()) - reading.heartbeat());
    }
}
