package live.danmaku.db.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineWriter;

/** One process's writers of a flow that has a pool: a sequence each, batches that race, and one knowledge of the topic. */
final class PooledWriters {

    static final int WRITERS = 4;

    private final TimelineWriter timeline;
    private final Topic topic;
    private final long streamStart = System.currentTimeMillis() - 60_000;
    private final long[] acknowledged = {-1, -1, -1, -1};
    private Cursor known = Cursor.ORIGIN;

    PooledWriters(TimelineWriter timeline, Topic topic) {
        this.timeline = timeline;
        this.topic = topic;
    }

    /** Appends the messages of some offsets; a writer has each {@value #WRITERS}th of them. Blocks. */
    void append(int first, int last, int seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int mine = writer;
                all.add(threads.submit(() -> appendMine(mine, first, last, new Random(seed + mine))));
            }
            for (Future<?> each : all) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void appendMine(int writer, int first, int last, Random random) {
        List<TimelineEntry> batch = new ArrayList<>();
        for (int offset = first; offset <= last; offset++) {
            if (offset % WRITERS == writer) {
                batch.add(Appends.comment(offset, "m" + offset));
            }
            if (!batch.isEmpty() && (offset == last || random.nextInt(8) == 0)) {
                if (!(append(writer, batch) instanceof Appended)) {
                    throw new IllegalStateException("told of a loss");
                }
                batch.clear();
            }
        }
    }

    /** Appends as one of the writers, with what is known. */
    AppendResult append(int writer, List<TimelineEntry> entries) {
        AppendBatch batch;
        synchronized (this) {
            batch = new AppendBatch(
                    topic,
                    streamStart,
                    0,
                    writer + "/" + WRITERS,
                    acknowledged[writer],
                    known,
                    System.currentTimeMillis(),
                    entries);
        }
        AppendResult result = WritingSide.get(timeline.append(batch));
        if (result instanceof Appended appended) {
            learn(writer, entries.get(entries.size() - 1).offset(), new Cursor(appended.epoch(), appended.clock()));
        }
        return result;
    }

    private synchronized void learn(int writer, long offset, Cursor told) {
        acknowledged[writer] = Math.max(acknowledged[writer], offset);
        known = known.place() > told.place() ? known : told;
    }

    synchronized void forget() {
        Arrays.fill(acknowledged, -1);
        known = Cursor.ORIGIN;
    }

    synchronized Cursor known() {
        return known;
    }
}
