package live.danmaku.model.room;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells rooms what {@link Presence} has noted, and takes it off its list once the message is safe. What cannot be told stays
 * on the list, and whoever sweeps the room tells it later. Thread-safe.
 */
public final class PresenceNews {

    private static final Logger log = LoggerFactory.getLogger(PresenceNews.class);

    private final Presence presence;
    private final MemberNews news;

    public PresenceNews(Presence presence, MemberNews news) {
        this.presence = presence;
        this.news = news;
    }

    /** Completes when it is told, or left for later; never fails. A room whose stream is over has nobody to tell. */
    public CompletionStage<Void> tell(Room room, PresenceChange change) {
        CompletionStage<Void> told = room.state() == RoomState.LIVE
                ? CompletableFuture.completedFuture(change).thenCompose(one -> news.tell(room, one))
                : CompletableFuture.completedFuture(null);
        return told.thenCompose(safe -> presence.told(room.id(), List.of(change.id())))
                .exceptionally(failure -> {
                    log.debug("{} of {} untold, again later: {}", change, room.id(), failure.toString());
                    return null;
                });
    }
}
