package live.danmaku.model.push;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;

/** Acknowledgements in memory. Thread-safe by one lock. */
public final class InMemoryAcknowledgements implements Acknowledgements {

    private record Key(Topic topic, Recipient recipient) {}

    private final Map<Key, Cursor> cursors = new HashMap<>();

    @Override
    public synchronized CompletionStage<Void> acknowledge(Topic topic, Recipient recipient, Cursor cursor) {
        cursors.merge(
                new Key(topic, recipient),
                cursor,
                (kept, next) -> next.epoch().equals(kept.epoch()) && next.place() <= kept.place() ? kept : next);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Cursor> of(Topic topic, Recipient recipient) {
        return CompletableFuture.completedFuture(cursors.getOrDefault(new Key(topic, recipient), Cursor.ORIGIN));
    }
}
