package live.danmaku.processor.gift;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNote;
import live.danmaku.model.gift.GiftNotes;

/** Notes of one gift id, in memory, that can be away. */
final class FakeNotes implements GiftNotes {

    private final Map<UserId, GiftNote> notes = new HashMap<>();
    private boolean away;

    void setAway(boolean away) {
        this.away = away;
    }

    Map<UserId, GiftNote> all() {
        return Map.copyOf(notes);
    }

    @Override
    public CompletionStage<Void> pending(MessageId id, UserId sender) {
        notes.putIfAbsent(sender, new GiftNote.Pending());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> refused(MessageId id, UserId sender, String reason) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("Redis is away"));
        }
        notes.put(sender, new GiftNote.Refused(reason));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Map<UserId, GiftNote>> find(MessageId id) {
        return CompletableFuture.completedFuture(all());
    }
}
