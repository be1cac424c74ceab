package live.danmaku.benchmarks.backlog;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.ServerProcess;

/**
 * Lets messages pile up in Kafka while the processor is paused, then lets it go and measures how it works them off. The
 * processor is paused before and after, so it costs others nothing.
 */
public final class Backlog {

    private static final int SENDERS = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration WORKED_OFF_WITHIN = Duration.ofMinutes(3);

    /** A processor commits what it has done five times a second. */
    private static final Duration COMMITTED_AFTER = Duration.ofMillis(700);

    private final DanmakuParts danmaku;
    private final ServerProcess processor;
    private final DirectProducer producer;
    private final RedisProbe redis;

    public Backlog(DanmakuParts danmaku, ServerProcess processor, DirectProducer producer, RedisProbe redis) {
        this.danmaku = danmaku;
        this.processor = processor;
        this.producer = producer;
        this.redis = redis;
    }

    /**
     * Blocks until a backlog of messages, spread evenly over new rooms, is worked off.
     *
     * @throws IOException when that takes too long
     */
    public Work workOff(List<RoomMessages> rooms, int messages)
            throws IOException, InterruptedException, ExecutionException {
        processor.pause();
        produce(rooms, messages);
        processor.resume();
        Work work = measure(rooms.stream().map(RoomMessages::room).toList(), messages);
        TimeUnit.MILLISECONDS.sleep(COMMITTED_AFTER.toMillis());
        processor.pause();
        return work;
    }

    /** New rooms, named {@code <name>-0} and so on. */
    public static List<RoomMessages> rooms(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new RoomMessages(name + "-" + number))
                .toList();
    }

    private void produce(List<RoomMessages> rooms, int messages) {
        for (int i = 0; i < messages; i++) {
            int turn = i / rooms.size();
            producer.send(rooms.get(i % rooms.size()).message(turn % SENDERS, turn / SENDERS), () -> {});
        }
        producer.flush();
    }

    private Work measure(List<String> rooms, int messages)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + WORKED_OFF_WITHIN.toNanos();
        long before = awaitMoreThan(0, rooms, deadline);
        CpuMeter meter = new CpuMeter(danmaku::redisCpuTime, processor::cpuTime);
        awaitMoreThan(messages - 1L, rooms, deadline);
        return meter.end(messages - before);
    }

    private long awaitMoreThan(long count, List<String> rooms, long deadline)
            throws IOException, InterruptedException, ExecutionException {
        while (true) {
            long appended = redis.comments(rooms);
            if (appended > count) {
                return appended;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the processor has appended %,d messages after %d s (expected: more than %,d)"
                        .formatted(appended, WORKED_OFF_WITHIN.toSeconds(), count));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }
}
