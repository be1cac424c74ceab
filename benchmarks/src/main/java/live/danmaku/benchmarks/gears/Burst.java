package live.danmaku.benchmarks.gears;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.backlog.OwnOrder;
import live.danmaku.benchmarks.backlog.RoomMessages;
import live.danmaku.benchmarks.backlog.Workbench;
import live.danmaku.benchmarks.process.RoomSetup;

/**
 * What became of a load in one room.
 *
 * @param samples one a second
 * @param sent messages
 * @param order of what is in the timeline
 */
record Burst(List<GearSample> samples, long sent, OwnOrder order) {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration WORKED_OFF_WITHIN = Duration.ofSeconds(60);

    /** Loads a room; blocks until everything is visible, or for a minute longer than the load. */
    static Burst run(Workbench bench, RoomSetup setup, RoomMessages room, LoadShape shape)
            throws IOException, InterruptedException, ExecutionException {
        OfferedLoad load = new OfferedLoad(bench.producer(), room, shape);
        GearSampler sampler = new GearSampler(setup, bench.redis(), room.room(), load::sent);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "offered-load"));
        try {
            Future<?> sending = thread.submit(() -> {
                load.run();
                return null;
            });
            long next = System.nanoTime();
            long giveUp = next + shape.length().plus(WORKED_OFF_WITHIN).toNanos();
            GearSample last;
            do {
                next += PERIOD.toNanos();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                last = sampler.sample();
            } while ((!sending.isDone() || last.waiting() > 0) && System.nanoTime() < giveUp);
            sending.get();
        } finally {
            thread.shutdownNow();
        }
        return new Burst(sampler.all(), load.sent(), OwnOrder.of(bench.timeline(), room.topic()));
    }

    /** Whether everything is there, and in its sender's order. */
    boolean isRight() {
        return order.messages() == sent && order.violations() == 0;
    }

    @Override
    public String toString() {
        return "%,d messages sent, %,d visible, %,d out of their sender's order"
                .formatted(sent, order.messages(), order.violations());
    }
}
