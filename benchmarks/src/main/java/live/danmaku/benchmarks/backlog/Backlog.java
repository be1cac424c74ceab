package live.danmaku.benchmarks.backlog;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Lets messages pile up in Kafka while the processor is paused, then lets it go and measures how it works them off. The
 * processor is paused before and after, so it costs others nothing.
 */
public final class Backlog {

    private static final int SENDERS = 1_000;
    private static final int LOOK_EVERY_MS = 10;
    private static final Duration WORKED_OFF_WITHIN = Duration.ofMinutes(3);

    /** A processor commits what it has done five times a second. */
    private static final Duration COMMITTED_AFTER = Duration.ofMillis(700);

    private final Workbench bench;

    public Backlog(Workbench bench) {
        this.bench = bench;
    }

    /**
     * Blocks until a backlog of messages, spread evenly over new rooms, is worked off.
     *
     * @throws IOException when that takes too long
     */
    public Work workOff(List<RoomMessages> rooms, int messages)
            throws IOException, InterruptedException, ExecutionException {
        bench.processor().pause();
        produce(rooms, messages);
        bench.processor().resume();
        Work work = measure(rooms.stream().map(RoomMessages::room).toList(), messages);
        TimeUnit.MILLISECONDS.sleep(COMMITTED_AFTER.toMillis());
        bench.processor().pause();
        return work;
    }

    /** Lets the processor go on; blocks until it works again. */
    public void resume(RoomMessages unused) throws IOException, InterruptedException, ExecutionException {
        bench.processor().resume();
        bench.producer().send(unused.message(0, 0), () -> {});
        bench.producer().flush();
        awaitMoreThan(0, List.of(unused.room()), System.nanoTime() + WORKED_OFF_WITHIN.toNanos());
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
            bench.producer().send(rooms.get(i % rooms.size()).message(turn % SENDERS, turn / SENDERS), () -> {});
        }
        bench.producer().flush();
    }

    private Work measure(List<String> rooms, int messages)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + WORKED_OFF_WITHIN.toNanos();
        long before = awaitMoreThan(0, rooms, deadline);
        CpuMeter meter = new CpuMeter(bench.danmaku()::redisCpuTime, bench.processor()::cpuTime);
        awaitMoreThan(messages - 1L, rooms, deadline);
        return meter.end(messages - before);
    }

    private long awaitMoreThan(long count, List<String> rooms, long deadline)
            throws IOException, InterruptedException, ExecutionException {
        while (true) {
            long appended = bench.redis().comments(rooms);
            if (appended > count) {
                return appended;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the processor has appended %,d messages after %d s (expected: more than %,d)"
                        .formatted(appended, WORKED_OFF_WITHIN.toSeconds(), count));
            }
            // Looking at a room is a command; a thousand a second cost Redis one hundredth.
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS + rooms.size());
        }
    }
}
