package live.danmaku.frontend.moderation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.SlowMode;

/** Turns in a world where no time passes; it can be away. */
public final class FakeSlowMode implements SlowMode {

    private final Map<UserId, MessageId> turns = new HashMap<>();
    private boolean away;

    void setAway(boolean away) {
        this.away = away;
    }

    Map<UserId, MessageId> turns() {
        return turns;
    }

    @Override
    public CompletionStage<Duration> take(RoomId room, UserId user, MessageId message, Duration pause) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        boolean taken = turns.computeIfAbsent(user, key -> message).equals(message);
        return CompletableFuture.completedFuture(taken ? Duration.ZERO : pause.minusMillis(900));
    }

    @Override
    public CompletionStage<Void> giveBack(RoomId room, UserId user, MessageId message) {
        turns.remove(user, message);
        return CompletableFuture.completedFuture(null);
    }
}
