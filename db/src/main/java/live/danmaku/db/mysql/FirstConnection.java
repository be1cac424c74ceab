package live.danmaku.db.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a pool of a server that may be starting, failing over or slow at the moment. */
final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);
    private static final long PAUSE_MS = 500;

    private FirstConnection() {}

    /**
     * Tries until there is a connection; blocks.
     *
     * @throws PoolInitializationException when the server refuses, or cannot be reached for that long
     */
    static HikariDataSource within(Duration patience, HikariConfig config) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return new HikariDataSource(config);
            } catch (PoolInitializationException failed) {
                if (!isOutOfReach(failed.getCause()) || System.nanoTime() >= deadline || !pause()) {
                    throw failed;
                }
                LOG.warn("MySQL cannot be reached yet: {}", failed.getMessage());
            }
        }
    }

    private static boolean isOutOfReach(@Nullable Throwable cause) {
        return cause instanceof SQLRecoverableException
                || cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException;
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
