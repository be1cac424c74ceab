package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the master's time into the master once a second, so that a replica shows by its copy how far it has come. Every
 * process does so; {@code heartbeat.lua} leaves the others out. While the master is away nothing is written.
 */
public final class RedisHeartbeat implements AutoCloseable {

    /** String: ms since 1970. */
    static final byte[] KEY = "danmaku:heartbeat".getBytes(UTF_8);

    private static final Logger log = LoggerFactory.getLogger(RedisHeartbeat.class);
    private static final LuaScript BEAT = LuaScript.load("heartbeat.lua");
    private static final long PERIOD_MS = 1_000;

    private final RedisLink master;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "redis-heartbeat"));

    public RedisHeartbeat(RedisLink master) {
        this.master = master;
    }

    public void start() {
        thread.scheduleAtFixedRate(this::tryBeat, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** A thread pool drops a task that throws. */
    private void tryBeat() {
        try {
            BEAT.run(master.commands(), ScriptOutputType.INTEGER, new byte[][] {KEY});
        } catch (RuntimeException e) {
            log.debug("no heartbeat, again in {} ms", PERIOD_MS, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
