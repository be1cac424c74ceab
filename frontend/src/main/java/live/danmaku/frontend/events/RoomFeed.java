package live.danmaku.frontend.events;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
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
 * Follows one room for all its viewers on this front end: reads once after a hint, and once a second without, and wakes
 * the streams. What viewers need that is older is read for all of them who ask the same. While the store is away the
 * streams stay, and are told what was missed afterwards.
 *
 * <p>Reading and waking is done by the one thread of {@link RoomFeeds}; the rest is thread-safe.
 */
final class RoomFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RoomFeed.class);

    private static final Set<MessageType> ALL = Set.of(MessageType.values());
    private static final int PAGE = 100;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAGES_FRESH_FOR = Duration.ofMillis(500);

    /** Of the pages' texts together; clients choose where pages begin. */
    private static final int MOST_PAGE_BYTES = 2 * 1024 * 1024;

    private static final int BYTES_BESIDE_A_TEXT = 1_000;

    private final Topic topic;
    private final TimelineReader timeline;
    private final ScheduledExecutorService thread;
    private final EventsSettings settings;
    private final EventsMetrics metrics;
    private final CompletionStage<Subscription> subscription;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AsyncLoadingCache<ReadFrom, Optional<EventBatch>> pages;
    private final AtomicBoolean hinted = new AtomicBoolean();
    private volatile @Nullable RecentBatches recent;
    private volatile @Nullable ByteBuffer roomText;
    private volatile @Nullable StreamEnd end;
    private volatile boolean over;

    // Of the thread alone.
    private boolean reading;
    private boolean again;
    private boolean closed;
    private long lastRead = System.nanoTime();
    private boolean toldEnded;

    RoomFeed(
            Topic topic,
            TimelineReader timeline,
            HintSource hints,
            ScheduledExecutorService thread,
            EventsSettings settings,
            EventsMetrics metrics) {
        this.topic = topic;
        this.timeline = timeline;
        this.thread = thread;
        this.settings = settings;
        this.metrics = metrics;
        this.pages = Caffeine.newBuilder()
                .expireAfterWrite(PAGES_FRESH_FOR)
                .maximumWeight(MOST_PAGE_BYTES)
                .weigher((ReadFrom from, Optional<EventBatch> page) ->
                        BYTES_BESIDE_A_TEXT + page.map(EventBatch::size).orElse(0))
                .buildAsync((from, executor) -> loadPage(from));
        this.subscription = hints.subscribe(topic, this::hint);
        thread.execute(this::read);
    }

    /** The newest batches; null until the room was read for the first time. */
    @Nullable
    RecentBatches recent() {
        return recent;
    }

    /** What to tell of the room besides its messages; null until that is known. Another object when it has changed. */
    @Nullable
    ByteBuffer roomText() {
        return roomText;
    }

    /** Why all streams are to end; null while they are not. */
    @Nullable
    StreamEnd end() {
        return end;
    }

    /** Whether the room has ended and {@link #recent} leads to its end. */
    boolean isOver() {
        return over;
    }

    EventsSettings settings() {
        return settings;
    }

    EventsMetrics metrics() {
        return metrics;
    }

    /** What comes after a place that is not among the recent batches; empty when this server knows less than that. */
    CompletableFuture<Optional<EventBatch>> page(ReadFrom from) {
        return pages.get(from);
    }

    void join(EventStream stream) {
        streams.add(stream);
        metrics.opened();
    }

    void leave(EventStream stream) {
        if (streams.remove(stream)) {
            metrics.closed();
        }
    }

    Set<EventStream> streams() {
        return streams;
    }

    /**
     * Called once a second: reads what no hint told of.
     *
     * @param text null while nothing is known of the room
     * @param ended whether the room has ended, so that nothing can come any more
     */
    void tick(@Nullable ByteBuffer text, boolean ended) {
        if (text != null && !text.equals(roomText)) {
            roomText = text;
        }
        toldEnded = ended;
        read();
        wakeAll();
    }

    /** Ends all streams. */
    void end(StreamEnd why) {
        end = why;
        wakeAll();
    }

    /** Called by the store's thread. */
    private void hint(Hint hint) {
        if (hinted.compareAndSet(false, true) && !thread.isShutdown()) {
            thread.execute(this::readSoon);
        }
    }

    private void readSoon() {
        long wait = settings.readPeriod().toNanos() - (System.nanoTime() - lastRead);
        if (wait <= 0) {
            read();
        } else {
            thread.schedule(this::read, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void read() {
        if (closed) {
            return;
        }
        if (reading) {
            again = true;
            return;
        }
        hinted.set(false);
        reading = true;
        again = false;
        lastRead = System.nanoTime();
        boolean last = toldEnded;
        RecentBatches before = recent;
        ReadFrom from = before == null ? new ReadFrom.Newest() : new ReadFrom.After(before.position());
        metrics.read();
        // Asked inside of a stage: a store that throws has failed like one that does not answer.
        CompletableFuture.completedFuture(new ReadRequest(topic, from, ALL, before == null ? 1 : ReadRequest.MAX_LIMIT))
                .thenCompose(timeline::read)
                .orTimeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((result, failure) -> take(from, result, failure, last), thread);
    }

    private void take(ReadFrom from, @Nullable ReadResult result, @Nullable Throwable failure, boolean last) {
        reading = false;
        if (failure != null) {
            metrics.failed();
            log.debug("{} not read, again in a second", topic, failure);
        } else if (result instanceof ReadResult.Page page) {
            boolean news = add(from, page);
            over = last && !page.more();
            if (news || over) {
                wakeAll();
            }
            again |= page.more();
        }
        if (again) {
            read();
        }
    }

    private boolean add(ReadFrom from, ReadResult.Page page) {
        RecentBatches before = recent;
        if (before == null) {
            recent = RecentBatches.from(page.cursor());
            return true;
        }
        if (page.cursor().equals(before.position())) {
            return false;
        }
        recent = before.with(EventBatch.of(topic, from, page), settings.recent().toBytes());
        return true;
    }

    private void wakeAll() {
        streams.forEach(EventStream::wake);
    }

    private CompletableFuture<Optional<EventBatch>> loadPage(ReadFrom from) {
        metrics.page();
        return CompletableFuture.completedFuture(new ReadRequest(topic, from, ALL, PAGE))
                .thenCompose(timeline::read)
                .orTimeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(result -> result instanceof ReadResult.Page page
                        ? Optional.of(EventBatch.of(topic, from, page))
                        : Optional.empty());
    }

    @Override
    public void close() {
        closed = true;
        subscription.thenAccept(Subscription::close);
    }
}
