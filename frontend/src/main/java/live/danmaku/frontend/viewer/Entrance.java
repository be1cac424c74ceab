package live.danmaku.frontend.viewer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.model.Sender;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.Room;

/** Lets viewers into a live room. The room is told once. */
public final class Entrance {

    private final Presence presence;
    private final MemberNews news;
    private final Moderations moderations;

    public Entrance(Presence presence, MemberNews news, Moderations moderations) {
        this.presence = presence;
        this.news = news;
        this.moderations = moderations;
    }

    /** Fails with 403 when the viewer is banned. Who could not be told of has not entered. */
    public CompletionStage<Void> enter(Room room, Sender viewer) {
        return moderations
                .requireNotBanned(room.id(), viewer.uid())
                .thenCompose(allowed -> presence.enter(room.id(), viewer))
                .thenCompose(entered -> entered ? tell(room, viewer) : CompletableFuture.<Void>completedFuture(null));
    }

    private CompletionStage<Void> tell(Room room, Sender viewer) {
        return news.entered(room, viewer)
                .exceptionallyCompose(failure -> presence.leave(room.id(), viewer.uid())
                        .thenCompose(undone -> CompletableFuture.failedFuture(failure)));
    }
}
