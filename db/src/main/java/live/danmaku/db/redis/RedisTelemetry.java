package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryReading;
import live.danmaku.model.telemetry.TelemetrySlice;
import live.danmaku.model.telemetry.TelemetryStore;
import live.danmaku.model.telemetry.Transport;

/**
 * Counts in a hash per slice of Redis's time, {@code {danmaku:telemetry}:<slice>}: {@code <transport>,<network>,<version>,
 * <what is counted>} → how often. Thread-safe.
 */
public final class RedisTelemetry implements TelemetryStore {

    private static final LuaScript ADD = LuaScript.load("add-telemetry.lua");
    private static final String PREFIX = "{danmaku:telemetry}:";

    /** Some hundred cohorts of some dozen counts; whoever sends more kinds than that is no client of ours. */
    private static final int MOST_FIELDS = 10_000;

    private final RedisLink redis;

    public RedisTelemetry(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Long> add(Map<Cohort, Tally> tallies) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(bytes(Long.toString(KEPT.plus(SLICE).toMillis())));
        arguments.add(bytes(Integer.toString(MOST_FIELDS)));
        // In this order, because what comes last is left out first.
        addTo(arguments, tallies, name -> !Tally.isByReporter(name));
        addTo(arguments, tallies, Tally::isByReporter);
        return redis.commands()
                .time()
                .thenCompose(clock -> ADD.run(
                        redis.commands(),
                        ScriptOutputType.INTEGER,
                        new byte[][] {key(sliceAt(Replies.millis(clock)))},
                        arguments.toArray(byte[][]::new)));
    }

    private static void addTo(List<byte[]> arguments, Map<Cohort, Tally> tallies, Predicate<String> which) {
        tallies.forEach((cohort, tally) -> tally.counts().forEach((name, count) -> {
            if (which.test(name)) {
                arguments.add(bytes(
                        String.join(",", cohort.transport().wireName(), cohort.network(), cohort.version(), name)));
                arguments.add(bytes(Long.toString(count)));
            }
        }));
    }

    @Override
    public CompletionStage<TelemetryReading> read(Duration window) {
        return redis.commands().time().thenCompose(clock -> {
            long now = Replies.millis(clock);
            List<CompletableFuture<TelemetrySlice>> slices = LongStream.rangeClosed(
                            sliceAt(now - window.toMillis()), sliceAt(now))
                    .mapToObj(this::slice)
                    .toList();
            return CompletableFuture.allOf(slices.toArray(CompletableFuture[]::new))
                    .thenApply(read -> new TelemetryReading(
                            now,
                            slices.stream()
                                    .map(CompletableFuture::join)
                                    .filter(slice -> !slice.tallies().isEmpty())
                                    .toList()));
        });
    }

    private CompletableFuture<TelemetrySlice> slice(long number) {
        return redis.commands()
                .hgetall(key(number))
                .thenApply(fields -> slice(number, fields))
                .toCompletableFuture();
    }

    private static TelemetrySlice slice(long number, Map<byte[], byte[]> fields) {
        Map<Cohort, Map<String, Long>> counts = new HashMap<>();
        fields.forEach((field, count) -> {
            String[] words = new String(field, UTF_8).split(",", 4);
            Transport.find(words[0])
                    .ifPresent(transport -> counts.computeIfAbsent(
                                    new Cohort(transport, words[2], words[1]), cohort -> new HashMap<>())
                            .put(words[3], Long.parseLong(new String(count, UTF_8))));
        });
        Map<Cohort, Tally> tallies = new HashMap<>();
        counts.forEach((cohort, of) -> tallies.put(cohort, new Tally(of)));
        return new TelemetrySlice(number * SLICE.toMillis(), tallies);
    }

    private static long sliceAt(long now) {
        return now / SLICE.toMillis();
    }

    private static byte[] key(long slice) {
        return bytes(PREFIX + slice);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
