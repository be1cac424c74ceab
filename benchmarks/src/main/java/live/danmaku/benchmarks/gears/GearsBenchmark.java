package live.danmaku.benchmarks.gears;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.benchmarks.backlog.Backlog;
import live.danmaku.benchmarks.backlog.OneRoom;
import live.danmaku.benchmarks.backlog.PinnedRooms;
import live.danmaku.benchmarks.backlog.RoomMessages;
import live.danmaku.benchmarks.backlog.WorkTable;
import live.danmaku.benchmarks.backlog.Workbench;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.RoomSetup;

/** The course of {@code bench gears}. */
final class GearsBenchmark implements AutoCloseable {

    private static final int WARM_UP_ROOMS = 20;

    private final String run = "g" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    private final DanmakuParts danmaku;
    private final SlowLink slow;
    private final Workbench bench;
    private final Backlog backlog;
    private final RoomSetup setup;
    private final PinnedRooms pinned;
    private final OneRoom oneRoom;
    private final int messages;
    private final WorkTable table = new WorkTable("saturated, one room, one type", "to gear 1");

    /**
     * Starts everything; blocks.
     *
     * @param delay of Redis's answers to the processor
     * @param messages in a backlog
     */
    GearsBenchmark(Duration delay, int messages) throws IOException, InterruptedException {
        this.messages = messages;
        danmaku = DanmakuParts.start();
        URI redis = URI.create(danmaku.redis());
        slow = new SlowLink(new InetSocketAddress(redis.getHost(), redis.getPort()), delay);
        bench = Workbench.start(danmaku, "redis://127.0.0.1:" + slow.port(), Map.of());
        backlog = new Backlog(bench);
        setup = new RoomSetup(danmaku.url());
        pinned = new PinnedRooms(setup, run);
        oneRoom = new OneRoom(bench, pinned, messages);
    }

    /** Blocks until all is warm, at most for about {@code atMost}; says how it went. */
    String warmUp(int rounds, Duration atMost) throws IOException, InterruptedException, ExecutionException {
        pinned.create(rounds);
        String how = WarmUp.run(
                List.of(() -> backlog.workOff(Backlog.rooms(run + "-w" + System.nanoTime(), WARM_UP_ROOMS), messages)
                        .perSecond()),
                atMost);
        bench.redis().forget(run + "-w");
        return how;
    }

    /** Blocks for the shape's length, and until everything is visible. */
    Burst burst(LoadShape shape) throws IOException, InterruptedException, ExecutionException {
        backlog.resume(new RoomMessages(run + "-r"));
        String room = run + "-burst";
        setup.createRoom(room);
        return Burst.run(bench, setup, new RoomMessages(room), shape);
    }

    /** Works off backlogs in all gears; blocks. */
    void saturate(int rounds) throws IOException, InterruptedException, ExecutionException {
        for (int round = 0; round < rounds; round++) {
            oneRoom.measure(round, table);
        }
    }

    /** @return whether every message was seen, in its sender's order */
    boolean print(PrintWriter out, Burst burst) {
        BurstTable.print(out, burst.samples());
        out.println("burst: " + burst);
        out.println();
        table.print(out);
        out.println("saturated: " + oneRoom);
        out.flush();
        return burst.isRight() && oneRoom.isRight();
    }

    @Override
    public void close() {
        bench.close();
        slow.close();
        danmaku.close();
    }
}
