package live.danmaku.tools.history.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Leftover;
import live.danmaku.tools.history.system.RedisPair;

/** Looks for what Redis still keeps of rooms that have ended. Calls block. */
final class Leftovers {

    private static final long PAUSE_MS = 1_000;

    private final RedisPair redis;
    private final HistoryFile history;

    Leftovers(RedisPair redis, HistoryFile history) {
        this.redis = redis;
        this.history = history;
    }

    /** Waits until all that would stay for ever is gone, for some time at most, and writes down what is not. */
    void write(List<String> rooms, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Leftover> left = left(rooms);
        while (left.stream().anyMatch(key -> key.ttlMs() < 0) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            left = left(rooms);
        }
        left.forEach(history::write);
    }

    private List<Leftover> left(List<String> rooms) {
        return redis.keys().stream()
                .flatMap(key -> roomOf(key, rooms).stream().map(room -> new Leftover(room, key, redis.ttlMs(key))))
                // -2: gone meanwhile.
                .filter(key -> key.ttlMs() != -2)
                .toList();
    }

    private static Optional<String> roomOf(String key, List<String> rooms) {
        return rooms.stream()
                .filter(room -> key.startsWith("{room:" + room + "}") || key.endsWith(":" + room))
                .findFirst();
    }
}
