package live.danmaku.benchmarks.append;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.benchmarks.backlog.Backlog;
import live.danmaku.benchmarks.backlog.OneRoom;
import live.danmaku.benchmarks.backlog.PinnedRooms;
import live.danmaku.benchmarks.backlog.RoomMessages;
import live.danmaku.benchmarks.backlog.Work;
import live.danmaku.benchmarks.backlog.WorkTable;
import live.danmaku.benchmarks.backlog.Workbench;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.RoomSetup;

/** The course of {@code bench append}. */
final class AppendBenchmark implements AutoCloseable {

    /** Only pins change gears, so that all rounds are of the same thing. */
    private static final Map<String, String> GEARS_STAY = Map.of("DANMAKU_GEARS_UPLAG", "1h");

    /** One room takes longer than many. */
    private static final int ONE_ROOMS_SHARE = 4;

    private final String run = "a" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    private final DanmakuParts danmaku;
    private final Workbench bench;
    private final ScriptAlone script;
    private final Backlog backlog;
    private final PinnedRooms pinned;
    private final OneRoom oneRoom;
    private final int rooms;
    private final int messages;
    private final WorkTable manyRooms = new WorkTable("append, many rooms", "of the script");
    private final WorkTable gearTable = new WorkTable("append, one room, one type", "to gear 1");
    private int stretch;

    /**
     * Starts everything; blocks.
     *
     * @param rooms that messages are spread over
     * @param messages in a backlog
     */
    AppendBenchmark(int rooms, int messages) throws IOException, InterruptedException {
        this.rooms = rooms;
        this.messages = messages;
        danmaku = DanmakuParts.start();
        bench = Workbench.start(danmaku, danmaku.redis(), GEARS_STAY);
        script = new ScriptAlone(bench.timeline(), danmaku);
        backlog = new Backlog(bench);
        pinned = new PinnedRooms(new RoomSetup(danmaku.url()), run);
        oneRoom = new OneRoom(bench, pinned, messages / ONE_ROOMS_SHARE);
    }

    /** Blocks until all is warm, at most for about {@code atMost}; says how it went. */
    String warmUp(int rounds, Duration slice, Duration atMost)
            throws IOException, InterruptedException, ExecutionException {
        pinned.create(rounds);
        bench.processor().pause();
        return WarmUp.run(
                List.of(
                        () -> scriptAlone(slice).perSecond(),
                        () -> processor(messages / 2).perSecond()),
                atMost);
    }

    /** Blocks for all rounds. */
    void measure(int rounds, Duration slice) throws IOException, InterruptedException, ExecutionException {
        for (int round = 0; round < rounds; round++) {
            manyRooms.add("append script alone", scriptAlone(slice));
            manyRooms.add("processor", processor(messages));
            oneRoom.measure(round, gearTable);
        }
    }

    private Work scriptAlone(Duration slice) throws IOException, InterruptedException {
        List<RoomMessages> fresh = freshRooms();
        Work work = script.run(fresh, slice);
        bench.redis().forget(name());
        return work;
    }

    private Work processor(int count) throws IOException, InterruptedException, ExecutionException {
        Work work = backlog.workOff(freshRooms(), count);
        bench.redis().forget(name());
        return work;
    }

    private List<RoomMessages> freshRooms() {
        stretch++;
        return Backlog.rooms(name(), rooms);
    }

    private String name() {
        return run + "-s" + stretch;
    }

    /** @return whether every message was seen, in its sender's order */
    boolean print(PrintWriter out) {
        out.printf(
                "backlogs of %,d messages of %d bytes in %d rooms, or of %,d in one; all processes share all CPUs%n%n",
                messages, RoomMessages.BYTES, rooms, messages / ONE_ROOMS_SHARE);
        manyRooms.print(out);
        gearTable.print(out);
        out.println(oneRoom);
        out.flush();
        return oneRoom.isRight();
    }

    @Override
    public void close() {
        bench.close();
        danmaku.close();
    }
}
