package live.danmaku.model.room;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells rooms what {@link Presence} has noted, and takes it off its list once the message is safe. What cannot be told stays
 * on the list, and whoever sweeps the room tells it later. Thread-safe.
 */
public final class PresenceNews {

    private final Presence presence;
    private final MemberNews news;

    public PresenceNews(Presence presence, MemberNews news) {
        this.presence = presence;
        this.news = news;
    }

    /**
     * Completes when the room was told. Fails when it was not, or nobody knows; callers need do nothing about that, since the
     * change stays noted. A room whose stream is over has nobody to tell.
     */
    public CompletionStage<Void> tell(Room room, PresenceChange change) {
        CompletionStage<Void> told = room.state() == RoomState.LIVE
                ? CompletableFuture.completedFuture(change).thenCompose(one -> news.tell(room, one))
                : CompletableFuture.completedFuture(null);
        return told.thenCompose(safe -> presence.told(room.id(), List.of(change.id())));
    }
}
