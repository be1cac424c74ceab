package live.danmaku.benchmarks.append;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import live.danmaku.benchmarks.backlog.CpuMeter;
import live.danmaku.benchmarks.backlog.RoomMessages;
import live.danmaku.benchmarks.backlog.Work;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;

/** The program's own timeline without the program: full batches, one under way in each of many rooms. */
final class ScriptAlone {

    private static final Duration LAST_ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final TimelineWriter timeline;
    private final DanmakuParts danmaku;

    ScriptAlone(TimelineWriter timeline, DanmakuParts danmaku) {
        this.timeline = timeline;
        this.danmaku = danmaku;
    }

    /** Blocks for the duration and until the last answers are there. */
    Work run(List<RoomMessages> rooms, Duration duration) throws IOException, InterruptedException {
        Run run = new Run(System.nanoTime() + duration.toNanos(), rooms.size());
        CpuMeter meter = new CpuMeter(danmaku::redisCpuTime, ScriptAlone::cpuTimeOfThisProcess);
        rooms.forEach(room -> run.next(room, 0));
        if (!run.ended.await(duration.plus(LAST_ANSWERS_WITHIN).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("Redis does not answer any more");
        }
        @Nullable Throwable failure = run.lastFailure.get();
        if (failure != null) {
            throw new IOException("an append failed", failure);
        }
        return meter.end(run.appended.sum());
    }

    private final class Run {

        private final long until;
        private final CountDownLatch ended;
        private final LongAdder appended = new LongAdder();
        private final AtomicReference<@Nullable Throwable> lastFailure = new AtomicReference<>();

        Run(long until, int rooms) {
            this.until = until;
            this.ended = new CountDownLatch(rooms);
        }

        void next(RoomMessages room, int first) {
            if (System.nanoTime() - until > 0) {
                ended.countDown();
                return;
            }
            timeline.append(batch(room, first)).whenComplete((result, failure) -> {
                if (failure == null) {
                    appended.add(AppendBatch.MAX_ENTRIES);
                    next(room, first + AppendBatch.MAX_ENTRIES);
                } else {
                    lastFailure.set(failure);
                    ended.countDown();
                }
            });
        }
    }

    private static AppendBatch batch(RoomMessages room, int first) {
        List<TimelineEntry> entries = new ArrayList<>(AppendBatch.MAX_ENTRIES);
        for (int i = first; i < first + AppendBatch.MAX_ENTRIES; i++) {
            entries.add(TimelineEntry.of(i, room.message(0, i)));
        }
        return new AppendBatch(
                room.topic(), room.streamStart(), 0, first - 1, Cursor.ORIGIN, System.currentTimeMillis(), entries);
    }

    private static Duration cpuTimeOfThisProcess() {
        return Duration.ofNanos(
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime());
    }
}
