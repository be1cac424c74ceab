package live.danmaku.benchmarks.backlog;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at timelines behind the program's back, with as little work for Redis as can be. Calls block. */
public final class RedisProbe implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final int KEYS_A_SCAN = 1_000;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    public RedisProbe(String uri) {
        client = RedisClient.create(uri);
        connection = client.connect();
    }

    /** How many comments the rooms' timelines hold. */
    public long comments(Collection<String> rooms) throws InterruptedException, ExecutionException {
        List<RedisFuture<Long>> counts = new ArrayList<>();
        for (String room : rooms) {
            counts.add(connection.async().zcard("{room:" + room + "}:comment"));
        }
        long sum = 0;
        for (RedisFuture<Long> count : counts) {
            try {
                sum += count.get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new ExecutionException("Redis does not answer", e);
            }
        }
        return sum;
    }

    /** Removes what the timelines of all rooms whose names begin so hold, for the sake of memory. */
    public void forget(String roomsBegin) {
        KeyScanCursor<String> scan = connection.sync().scan(arguments(roomsBegin));
        while (true) {
            if (!scan.getKeys().isEmpty()) {
                connection.sync().unlink(scan.getKeys().toArray(String[]::new));
            }
            if (scan.isFinished()) {
                return;
            }
            scan = connection.sync().scan(scan, arguments(roomsBegin));
        }
    }

    private static ScanArgs arguments(String roomsBegin) {
        return ScanArgs.Builder.limit(KEYS_A_SCAN).match("{room:" + roomsBegin + "*");
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
