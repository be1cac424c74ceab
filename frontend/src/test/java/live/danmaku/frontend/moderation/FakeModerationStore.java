package live.danmaku.frontend.moderation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.ModerationStore;

/** Moderation in memory, which can be away, and in which a test can change something amid another change. */
public final class FakeModerationStore implements ModerationStore {

    private final Map<RoomId, Moderation> rooms = new HashMap<>();
    private boolean away;
    private Runnable beforeNextReplace = () -> {};

    void setAway(boolean away) {
        this.away = away;
    }

    public void put(RoomId room, Moderation rules) {
        rooms.put(room, rules);
    }

    void beforeNextReplace(Runnable meanwhile) {
        beforeNextReplace = meanwhile;
    }

    @Override
    public CompletionStage<Moderation> find(RoomId room) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the store is away"))
                : CompletableFuture.completedFuture(rooms.getOrDefault(room, Moderation.NONE));
    }

    @Override
    public CompletionStage<Boolean> replace(RoomId room, Moderation next) {
        Runnable meanwhile = beforeNextReplace;
        beforeNextReplace = () -> {};
        meanwhile.run();
        if (rooms.getOrDefault(room, Moderation.NONE).version() != next.version() - 1) {
            return CompletableFuture.completedFuture(false);
        }
        rooms.put(room, next);
        return CompletableFuture.completedFuture(true);
    }
}
