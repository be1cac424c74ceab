package live.danmaku.model.gift;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;

/** Notes in memory that can be away, or never answer. Thread-safe by one lock. */
public final class InMemoryGiftNotes implements GiftNotes {

    private final Map<MessageId, Map<UserId, GiftNote>> notes = new HashMap<>();
    private boolean away;
    private boolean hanging;

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    public synchronized void setHanging(boolean hanging) {
        this.hanging = hanging;
    }

    @Override
    public synchronized CompletionStage<Void> pending(MessageId id, UserId sender) {
        return answer(() -> {
            of(id).putIfAbsent(sender, new GiftNote.Pending());
            return null;
        });
    }

    @Override
    public synchronized CompletionStage<Void> refused(MessageId id, UserId sender, String reason) {
        return answer(() -> {
            of(id).put(sender, new GiftNote.Refused(reason));
            return null;
        });
    }

    @Override
    public synchronized CompletionStage<Map<UserId, GiftNote>> find(MessageId id) {
        return answer(() -> Map.copyOf(of(id)));
    }

    private Map<UserId, GiftNote> of(MessageId id) {
        return notes.computeIfAbsent(id, unknown -> new HashMap<>());
    }

    @SuppressWarnings("NullAway") // Void is null
    private <T> CompletionStage<T> answer(Supplier<T> answer) {
        if (hanging) {
            return new CompletableFuture<>();
        }
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the notes are away"))
                : CompletableFuture.completedFuture(answer.get());
    }
}
