package live.danmaku.model.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.ReadResult.Page;

/**
 * Many writers and many cursor readers on one timeline at once, and a judgement of what the readers saw. The writers
 * share one partition's offsets and overtake each other, as a pool of appending threads does, and repeat one batch in
 * ten, as a redelivery does.
 */
public final class TimelineStress {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private final TimelineWriter writer;
    private final TimelineReader reader;
    private final Topic topic;
    private final AtomicInteger nextOffset = new AtomicInteger();
    private final AtomicInteger runningWriters = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong(-1);
    private final Set<String> sent = Collections.synchronizedSet(new HashSet<>());

    public TimelineStress(TimelineWriter writer, TimelineReader reader, Topic topic) {
        this.writer = writer;
        this.reader = reader;
        this.topic = topic;
    }

    /**
     * What was found; all but {@code messages} should be 0.
     *
     * @param messages how many were sent and acknowledged
     * @param lost acknowledged messages that a reader never saw, summed over readers
     * @param doubled messages that a reader saw again, summed over readers
     * @param disordered places that did not increase, and readers whose order is another's
     */
    public record Verdict(int messages, int lost, int doubled, int disordered) {
        public boolean clean() {
            return lost == 0 && doubled == 0 && disordered == 0;
        }
    }

    /** Runs to the end; blocks. */
    public Verdict run(int writers, int readers, int messages) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers + readers);
        try {
            runningWriters.set(writers);
            List<Callable<List<StoredMessage>>> readTasks = Collections.nCopies(readers, this::readToTheEnd);
            List<Future<List<StoredMessage>>> seen = new ArrayList<>();
            for (Callable<List<StoredMessage>> task : readTasks) {
                seen.add(threads.submit(task));
            }
            List<Future<?>> writing = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                Random random = new Random(w);
                writing.add(threads.submit(() -> write(messages, random)));
            }
            for (Future<?> task : writing) {
                task.get(3, TimeUnit.MINUTES);
            }
            List<List<StoredMessage>> views = new ArrayList<>();
            for (Future<List<StoredMessage>> view : seen) {
                views.add(view.get(3, TimeUnit.MINUTES));
            }
            return judge(views);
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(int messages, Random random) {
        try {
            int size = 1 + random.nextInt(5);
            for (int first = nextOffset.getAndAdd(size); first < messages; first = nextOffset.getAndAdd(size)) {
                TimelineEntry[] entries = Appends.comments(first, Math.min(messages, first + size) - 1);
                AppendBatch batch = new AppendBatch(
                        topic,
                        System.currentTimeMillis() - 60_000,
                        0,
                        acknowledged.get(),
                        Cursor.ORIGIN,
                        System.currentTimeMillis(),
                        List.of(entries));
                get(writer.append(batch));
                if (random.nextInt(10) == 0) {
                    get(writer.append(batch));
                }
                acknowledged.accumulateAndGet(entries[entries.length - 1].offset(), Math::max);
                Arrays.stream(entries).forEach(entry -> sent.add(entry.id().value()));
                size = 1 + random.nextInt(5);
            }
        } finally {
            runningWriters.decrementAndGet();
        }
    }

    private List<StoredMessage> readToTheEnd() {
        List<StoredMessage> seen = new ArrayList<>();
        Random random = new Random(seen.hashCode());
        Cursor cursor = Cursor.ORIGIN;
        while (true) {
            boolean writersAreDone = runningWriters.get() == 0;
            ReadFrom from = new ReadFrom.After(cursor);
            ReadResult result = get(reader.read(new ReadRequest(topic, from, ALL, 1 + random.nextInt(100))));
            if (result instanceof Page page) {
                seen.addAll(page.messages());
                cursor = page.cursor();
                if (writersAreDone && !page.more()) {
                    return seen;
                }
            }
        }
    }

    private Verdict judge(List<List<StoredMessage>> views) {
        int lost = 0;
        int doubled = 0;
        int disordered = 0;
        List<String> oneOrder = Appends.ids(views.get(0));
        for (List<StoredMessage> view : views) {
            List<String> ids = Appends.ids(view);
            Set<String> distinct = new HashSet<>(ids);
            doubled += ids.size() - distinct.size();
            for (String id : sent) {
                lost += distinct.contains(id) ? 0 : 1;
            }
            for (int i = 1; i < view.size(); i++) {
                disordered += view.get(i).place() > view.get(i - 1).place() ? 0 : 1;
            }
            disordered += ids.equals(oneOrder) ? 0 : 1;
        }
        return new Verdict(sent.size(), lost, doubled, disordered);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
