package live.danmaku.standalone;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a server holds at one moment.
 *
 * @param heap bytes of live objects
 * @param threads of its JVM
 * @param files that are open, sockets among them
 * @param endless Redis keys without an end, each with how many elements it has
 * @param longestLife of the other keys
 */
record Footprint(long heap, int threads, int files, Map<String, Long> endless, Duration longestLife) {

    /** Collects garbage first. */
    static Footprint of(StandaloneServer server) throws IOException, InterruptedException {
        ProcessHandle jvm = server.tree().get(0);
        Map<String, Long> endless = new TreeMap<>();
        Duration longestLife = keys(server.redisUri(), endless);
        return new Footprint(
                heap(jvm.pid()),
                count(Path.of("/proc", Long.toString(jvm.pid()), "task")),
                count(Path.of("/proc", Long.toString(jvm.pid()), "fd")),
                endless,
                longestLife);
    }

    private static long heap(long pid) throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        histogram.waitFor();
        // Total <objects> <bytes>
        return lines.stream()
                .filter(line -> line.startsWith("Total"))
                .map(line -> line.split(" +", -1)[2])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "no histogram: " + lines.stream().limit(3).toList()));
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private static Duration keys(String uri, Map<String, Long> endless) {
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            long longest = 0;
            ScanCursor cursor = ScanCursor.INITIAL;
            do {
                KeyScanCursor<String> some = redis.scan(cursor, KeyScanArgs.Builder.limit(1_000));
                for (String key : some.getKeys()) {
                    long left = redis.pttl(key);
                    longest = Math.max(longest, left);
                    if (left == -1) {
                        endless.put(key, elements(redis, key));
                    }
                }
                cursor = some;
            } while (!cursor.isFinished());
            return Duration.ofMillis(longest);
        } finally {
            client.shutdown();
        }
    }

    private static long elements(RedisCommands<String, String> redis, String key) {
        return switch (redis.type(key)) {
            case "zset" -> redis.zcard(key);
            case "hash" -> redis.hlen(key);
            case "set" -> redis.scard(key);
            case "list" -> redis.llen(key);
            case "stream" -> redis.xlen(key);
            default -> 1;
        };
    }
}
