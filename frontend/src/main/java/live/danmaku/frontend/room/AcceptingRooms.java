package live.danmaku.frontend.room;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.danmaku.db.cache.KnownValue;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Endings;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.web.problem.ApiException;

/**
 * Rooms that messages are accepted for. What is known of them is at most {@link AcceptingSettings#knownWithin} old, both before a
 * message is handed to Kafka and after Kafka has acknowledged it: a room that has ended meanwhile closes later than that, so whatever is
 * answered 202 is in time.
 *
 * <p>While the room store cannot be asked, {@link Endings} says whether a room that was live has ended since; a front end that can ask
 * neither accepts nothing. Thread-safe.
 */
public final class AcceptingRooms {

    /** What is older is asked for elsewhere, too. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    /** Less than what {@link Endings} keeps: beyond it, one that is not there may have been and gone. */
    private static final Duration MOST_AGE = Endings.KEPT.dividedBy(2);

    private static final Duration ENDINGS_WITHIN = Duration.ofMillis(500);
    private static final Duration ENDINGS_FRESH_FOR = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int MOST_ROOMS = 100_000;

    private final Rooms rooms;
    private final Duration knownWithin;
    private final LongSupplier nanoTime;
    private final AsyncLoadingCache<RoomId, KnownValue<Boolean>> ended;
    private final Counter stale;
    private final Counter late;

    public AcceptingRooms(Rooms rooms, Endings endings, AcceptingSettings settings, MeterRegistry registry) {
        this(rooms, endings, settings, System::nanoTime, registry);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    AcceptingRooms(
            Rooms rooms, Endings endings, AcceptingSettings settings, LongSupplier nanoTime, MeterRegistry registry) {
        this.rooms = rooms;
        this.knownWithin = settings.knownWithin();
        this.nanoTime = nanoTime;
        this.ended = Caffeine.newBuilder()
                .maximumSize(MOST_ROOMS)
                .expireAfterWrite(ENDINGS_FRESH_FOR)
                .buildAsync((room, executor) -> isEnded(endings, room));
        this.stale = refused(registry, "room-unknown");
        this.late = refused(registry, "room-unknown-after-ack");
    }

    private static Counter refused(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.messages.refused")
                .description("Messages answered 503")
                .tag("reason", reason)
                .register(registry);
    }

    private CompletableFuture<KnownValue<Boolean>> isEnded(Endings endings, RoomId room) {
        long askedAt = nanoTime.getAsLong();
        return endings.isAnnounced(room)
                .toCompletableFuture()
                .thenApply(announced -> new KnownValue<>(announced, askedAt))
                .copy()
                .orTimeout(ENDINGS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param room a room id as it came in a path
     * @return the room, in whichever state; fails with an {@link ApiException} 404 when there is none of that name, 503 when too
     *     little is known of it now
     */
    public CompletionStage<KnownRoom> require(String room) {
        return rooms.known(room).thenCompose(known -> {
            Duration age = since(known.knownAt());
            return age.compareTo(FRESH) <= 0 || known.room().state() != RoomState.LIVE
                    ? CompletableFuture.completedFuture(known)
                    : lookElsewhere(known, age);
        });
    }

    private CompletionStage<KnownRoom> lookElsewhere(KnownRoom known, Duration age) {
        return ended.get(known.room().id())
                .thenApply(answer -> {
                    if (answer.value()) {
                        return new KnownRoom(ended(known.room()), answer.askedAt());
                    }
                    return age.compareTo(MOST_AGE) < 0 ? new KnownRoom(known.room(), answer.askedAt()) : known;
                })
                .exceptionally(failure -> known)
                .thenApply(latest -> {
                    if (since(latest.knownAt()).compareTo(knownWithin) > 0) {
                        stale.increment();
                        throw ApiException.unavailable(
                                "whether room %s is still live cannot be learnt now; nothing was accepted"
                                        .formatted(known.room().id()),
                                RETRY_AFTER);
                    }
                    return latest;
                });
    }

    private static Room ended(Room room) {
        return new Room(
                room.id(),
                room.title(),
                room.area(),
                room.host(),
                RoomState.ARCHIVING,
                room.startedAt(),
                room.endedAt());
    }

    /**
     * After Kafka's ack, and before a 202.
     *
     * @throws ApiException 503 when what is known of the room has become too old meanwhile, so that the message may have come too late
     */
    public void requireInTime(KnownRoom room, MessageId message) {
        if (since(room.knownAt()).compareTo(knownWithin) > 0) {
            late.increment();
            throw ApiException.unavailable(
                    "it took too long to be sure that room %s was still live; repeat the message with the id '%s'"
                            .formatted(room.room().id(), message),
                    RETRY_AFTER);
        }
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(nanoTime.getAsLong() - nanos);
    }
}
