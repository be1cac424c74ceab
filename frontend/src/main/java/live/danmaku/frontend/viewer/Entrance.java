package live.danmaku.frontend.viewer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.model.Sender;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.Room;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets viewers into a live room. The room is told once; later, where it cannot be now. */
public final class Entrance {

    private final Presence presence;
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);
    private static final long TOLD_WITHIN_MS = 1_000;

    private final PresenceNews news;
    private final Moderations moderations;

    public Entrance(Presence presence, PresenceNews news, Moderations moderations) {
        this.presence = presence;
        this.news = news;
        this.moderations = moderations;
    }

    /**
     * Fails with 403 when the viewer is banned. Completes when the room was told, or after a second, when it still has to be.
     */
    public CompletionStage<Void> enter(Room room, Sender viewer) {
        return moderations
                .requireNotBanned(room.id(), viewer.uid())
                .thenCompose(allowed -> presence.enter(room.id(), viewer))
                .thenCompose(change ->
                        change.isPresent() ? tell(room, change.get()) : CompletableFuture.<Void>completedFuture(null));
    }

    /** Completes when the room was told, or after a second, when it still has to be; never fails. */
    CompletionStage<Void> tell(Room room, PresenceChange change) {
        return news.tell(room, change)
                .exceptionally(failure -> {
                    log.debug("{} untold in {}, again later: {}", change, room.id(), failure.toString());
                    return null;
                })
                .toCompletableFuture()
                .completeOnTimeout(null, TOLD_WITHIN_MS, TimeUnit.MILLISECONDS);
    }
}
