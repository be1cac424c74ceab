package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.HintSource.Subscription;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is new at a timeline's end: at once when a hint comes, but not again before a tick is over; and when somebody
 * asks to look. One reading is under way at a time. While the store is away it keeps its place. Of one thread, but for
 * hints.
 */
final class TimelineTail {

    private static final Logger log = LoggerFactory.getLogger(TimelineTail.class);

    private static final Set<MessageType> ALL = Set.of(MessageType.values());
    private static final int NEWEST = 50;
    private static final long ANSWER_WITHIN = TimeUnit.SECONDS.toNanos(10);

    private final Topic topic;
    private final TimelineReader timeline;
    private final Turns turns;
    private final LongSupplier tick;
    private final Reader reader;
    private final FeedMetrics metrics;
    private final AtomicBoolean hinted = new AtomicBoolean();
    private final List<Runnable> afterReading = new ArrayList<>();
    private @Nullable CompletionStage<Subscription> subscription;
    private volatile long hintedNanos;
    private volatile @Nullable Cursor end;
    private @Nullable Cursor read;
    private boolean again;
    private boolean planned;
    private boolean closed;
    private long readings;
    private boolean reading;
    private long readNanos;
    private long tickNanos;

    /** Who reads. */
    interface Reader {

        /** The first page: the newest messages there are. */
        void began(ReadResult.Page newest);

        /**
         * What is new.
         *
         * @param from where the page goes on from, the end so far
         * @param hintedNanos when the first hint of it came, by {@link Turns#nanos}; 0 when none did
         */
        void grew(Cursor from, ReadResult.Page page, long hintedNanos);
    }

    /** @param tick for how long messages are collected now, in ns */
    TimelineTail(
            Topic topic, TimelineReader timeline, Turns turns, LongSupplier tick, Reader reader, FeedMetrics metrics) {
        this.topic = topic;
        this.timeline = timeline;
        this.turns = turns;
        this.tick = tick;
        this.reader = reader;
        this.metrics = metrics;
        this.tickNanos = turns.nanos() - TimeUnit.SECONDS.toNanos(1);
    }

    /** @return completes when the first reading is done, whatever came of it */
    CompletionStage<Void> start(HintSource hints) {
        CompletionStage<Subscription> listening = hints.subscribe(topic, this::hint);
        subscription = listening;
        CompletableFuture<Void> done = new CompletableFuture<>();
        afterReading.add(() -> done.complete(null));
        read();
        // What was appended before hints arrive is seen by this look.
        listening.thenRun(() -> turns.soon(this::look));
        return done.completeOnTimeout(null, ANSWER_WITHIN, TimeUnit.NANOSECONDS);
    }

    boolean isStarted() {
        return subscription != null;
    }

    /** Called by the store's thread. */
    private void hint(Hint hint) {
        Cursor known = end;
        boolean isOld = known != null && known.epoch().equals(hint.epoch()) && hint.clock() <= known.place();
        if (!isOld && hinted.compareAndSet(false, true)) {
            hintedNanos = turns.nanos();
            turns.soon(this::readInTime);
        }
    }

    /** Reads now, or when the tick is over. */
    private void readInTime() {
        if (closed || planned) {
            return;
        }
        if (reading) {
            again = true;
            return;
        }
        long wait = tickNanos + tick.getAsLong() - turns.nanos();
        if (wait <= 0) {
            readTick();
        } else {
            planned = true;
            turns.later(wait, () -> {
                planned = false;
                if (reading) {
                    again = true;
                } else {
                    readTick();
                }
            });
        }
    }

    private void readTick() {
        tickNanos = turns.nanos();
        read();
    }

    /** Reads now, unless that is under way. */
    void look() {
        if (reading && turns.nanos() - readNanos > ANSWER_WITHIN) {
            metrics.failed();
            reading = false;
        }
        if (!reading) {
            read();
        }
    }

    /** Looks, unless the timeline ends where the last page has ended, or it is not known that it has begun. */
    void lookUnlessAt(Cursor timelineEnd) {
        if (reading || !timelineEnd.equals(read)) {
            look();
        }
    }

    /** Calls when a reading that begins now or later is done, whatever came of it. */
    void look(Runnable then) {
        afterReading.add(then);
        again = reading;
        look();
    }

    private void read() {
        if (closed) {
            return;
        }
        reading = true;
        again = false;
        readNanos = turns.nanos();
        long number = ++readings;
        long hintNanos = hinted.getAndSet(false) ? hintedNanos : 0;
        Cursor from = end;
        ReadFrom where = from == null ? new ReadFrom.Newest() : new ReadFrom.After(from);
        int limit = from == null ? NEWEST : ReadRequest.MAX_LIMIT;
        metrics.read();
        // Asked inside of a stage: a store that throws has failed like one that answers so.
        CompletableFuture.completedFuture(new ReadRequest(topic, where, ALL, limit))
                .thenCompose(timeline::read)
                .whenComplete((result, failure) -> turns.soon(() -> {
                    if (number == readings && !closed) {
                        reading = false;
                        answered(from, result, failure, hintNanos);
                    }
                }));
    }

    private void answered(
            @Nullable Cursor from, @Nullable ReadResult result, @Nullable Throwable failure, long hintNanos) {
        boolean more = false;
        if (failure != null) {
            metrics.failed();
            log.debug("{} not read, staying where it was", topic, failure);
        } else if (result instanceof ReadResult.Page page) {
            more = page.more();
            read = page.cursor();
            if (from == null) {
                reader.began(page);
                end = page.cursor();
            } else if (!page.messages().isEmpty() || page.gap()) {
                // A page without messages leads to no other place: what nobody sees is no news.
                tickNanos = readNanos;
                reader.grew(from, page, hintNanos);
                end = page.cursor();
            }
        }
        if (failure == null && (more || again && !afterReading.isEmpty())) {
            read();
            return;
        }
        if (again && failure == null) {
            readInTime();
        }
        List<Runnable> waiting = List.copyOf(afterReading);
        afterReading.clear();
        waiting.forEach(Runnable::run);
    }

    void close() {
        closed = true;
        CompletionStage<Subscription> listening = subscription;
        if (listening != null) {
            listening.thenAccept(Subscription::close);
        }
    }
}
