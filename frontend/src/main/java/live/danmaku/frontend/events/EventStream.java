package live.danmaku.frontend.events;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.ReadFrom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * One viewer of a room: a place in it, and nothing else. The next event is looked for when the one before is in the socket, so a
 * client that reads slowly holds no bytes here, only an older place. Who falls behind the recent batches is asked to come
 * back with its cursor; who takes nothing at all is hung up on. Thread-safe.
 */
final class EventStream {

    private final RoomFeed feed;
    private final @Nullable UserId viewer;
    private final Runnable hangUp;

    // Guarded by this.
    private ReadFrom place;
    private @Nullable MonoSink<ByteBuffer> waiting;
    private boolean loading;
    private boolean live;
    private @Nullable ByteBuffer toldRoom;
    private long lastWord = System.nanoTime();

    private volatile boolean over;

    /**
     * @param place where the viewer goes on from
     * @param viewer who it is, as far as that is proven
     * @param hangUp closes the connection
     */
    EventStream(RoomFeed feed, ReadFrom place, @Nullable UserId viewer, Runnable hangUp) {
        this.feed = feed;
        this.place = place;
        this.viewer = viewer;
        this.hangUp = hangUp;
    }

    @Nullable
    UserId viewer() {
        return viewer;
    }

    /** Events, each to be flushed and asked for when the one before it is written. For one subscriber. */
    Flux<Flux<ByteBuffer>> events() {
        Flux<ByteBuffer> next = Mono.<ByteBuffer>create(this::ask).flux();
        return Flux.<Flux<ByteBuffer>>generate(turns -> {
                    if (over) {
                        turns.complete();
                    } else {
                        turns.next(next);
                    }
                })
                .doFirst(() -> feed.join(this))
                .doFinally(signal -> feed.leave(this));
    }

    /** There may be something new. Quick; never blocks. */
    void wake() {
        MonoSink<ByteBuffer> sink;
        ByteBuffer event;
        ReadFrom missing = null;
        synchronized (this) {
            sink = waiting;
            if (sink == null || loading) {
                return;
            }
            event = choose();
            if (event != null) {
                waiting = null;
                lastWord = System.nanoTime();
            } else if (loading) {
                missing = place;
            }
        }
        if (event != null) {
            sink.success(event.duplicate());
        } else if (missing != null) {
            feed.page(missing).whenComplete((page, failure) -> loaded(page));
        }
    }

    /** Called once a second by the feed's owner. */
    void requireProgress() {
        boolean stuck;
        synchronized (this) {
            long silent = System.nanoTime() - lastWord;
            stuck = waiting == null && silent > feed.settings().stuckAfter().toNanos();
        }
        if (stuck) {
            feed.metrics().ended("stuck");
            hangUp.run();
        }
    }

    private void ask(MonoSink<ByteBuffer> sink) {
        synchronized (this) {
            waiting = sink;
        }
        if (over) {
            sink.success();
        } else {
            wake();
        }
    }

    /** What to say now; null for nothing, or, with {@link #loading} set, when it has to be read first. */
    private @Nullable ByteBuffer choose() {
        StreamEnd end = feed.end();
        if (end != null) {
            return last(end);
        }
        RecentBatches recent = feed.recent();
        if (recent == null) {
            return silence();
        }
        if (place instanceof ReadFrom.After after) {
            if (recent.reachBackTo(after.cursor())) {
                live = true;
                EventBatch next = recent.after(after.cursor());
                return next == null ? aside() : told(next);
            }
            if (live && !recent.haveBegunAnew() && recent.isOfThisEpoch(after.cursor())) {
                return last(StreamEnd.SLOW);
            }
        }
        loading = true;
        return null;
    }

    /** Besides messages. */
    private @Nullable ByteBuffer aside() {
        ByteBuffer room = feed.roomText();
        if (room != null && room != toldRoom) {
            toldRoom = room;
            return room;
        }
        if (feed.isOver()) {
            over = true;
            return EventText.END;
        }
        return silence();
    }

    private @Nullable ByteBuffer silence() {
        boolean due =
                System.nanoTime() - lastWord >= feed.settings().heartbeat().toNanos();
        return due ? EventText.HEARTBEAT : null;
    }

    private ByteBuffer told(EventBatch batch) {
        place = new ReadFrom.After(batch.to());
        return batch.text();
    }

    private ByteBuffer last(StreamEnd why) {
        over = true;
        feed.metrics().ended(why.name().toLowerCase(Locale.ROOT));
        return why.text();
    }

    /** @param page null when the store did not answer: asked again when the feed wakes this stream */
    @SuppressWarnings("NullableOptional") // as CompletionStage tells of failures
    private void loaded(@Nullable Optional<EventBatch> page) {
        MonoSink<ByteBuffer> sink = null;
        ByteBuffer event = null;
        synchronized (this) {
            loading = false;
            EventBatch batch = page == null ? null : page.orElse(null);
            if (batch != null) {
                event = told(batch);
                sink = waiting;
                waiting = null;
                lastWord = System.nanoTime();
            }
        }
        if (sink != null && event != null) {
            sink.success(event.duplicate());
        }
    }
}
