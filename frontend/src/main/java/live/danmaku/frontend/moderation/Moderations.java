package live.danmaku.frontend.moderation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import live.danmaku.db.cache.LastKnownCache;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.ModerationNews;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.web.problem.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rooms' moderation as every request needs it, see {@link LastKnownCache}, and changing it. Thread-safe. */
public final class Moderations {

    private static final Logger log = LoggerFactory.getLogger(Moderations.class);
    private static final int MOST_ATTEMPTS = 20;

    private final ModerationStore store;
    private final ModerationNews news;
    private final LastKnownCache<RoomId, Moderation> cache;

    public Moderations(ModerationStore store, ModerationNews news) {
        this.store = store;
        this.news = news;
        this.cache = new LastKnownCache<>(room -> store.find(room).thenApply(Optional::of), Moderation::bytes);
    }

    /** What is in force: at most a second old. */
    public CompletionStage<Moderation> of(RoomId room) {
        return cache.get(room).thenApply(found -> found.orElse(Moderation.NONE));
    }

    /** Fails with an {@link ApiException} 403 when the user is banned from the room. */
    public CompletionStage<Void> requireNotBanned(RoomId room, UserId user) {
        return of(room).thenAccept(rules -> SendRights.requireNotBanned(rules, user, room));
    }

    /** What is kept, read from the store. */
    CompletionStage<Moderation> read(RoomId room) {
        return store.find(room);
    }

    /**
     * Changes what is kept. Of changes made at once, each is made to the result of the one before, so none is lost.
     *
     * @param change keeps the version; may be called several times
     * @return what is kept now
     */
    CompletionStage<Moderation> change(RoomId room, UnaryOperator<Moderation> change) {
        return change(room, change, MOST_ATTEMPTS);
    }

    private CompletionStage<Moderation> change(RoomId room, UnaryOperator<Moderation> change, int attempts) {
        return store.find(room).thenCompose(before -> {
            Moderation changed = change.apply(before);
            Moderation next = new Moderation(
                    changed.slowModeSeconds(),
                    changed.muted(),
                    changed.banned(),
                    changed.words(),
                    before.version() + 1);
            return store.replace(room, next).thenCompose(kept -> {
                if (kept) {
                    cache.changed(room);
                    tell(room);
                    return CompletableFuture.completedFuture(next);
                }
                if (attempts <= 1) {
                    throw ApiException.conflict(
                            "moderation of room %s is being changed by others (expected: a repeat)".formatted(room));
                }
                return change(room, change, attempts - 1);
            });
        });
    }

    private void tell(RoomId room) {
        news.changed(room).exceptionally(failure -> {
            log.debug("the moderation of {} is seen later by pushers", room, failure);
            return null;
        });
    }
}
