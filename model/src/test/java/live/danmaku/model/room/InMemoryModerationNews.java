package live.danmaku.model.room;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import live.danmaku.model.RoomId;

/** Hints within this process. Thread-safe. */
public final class InMemoryModerationNews implements ModerationNews {

    private final List<Consumer<RoomId>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> changed(RoomId room) {
        listeners.forEach(listener -> listener.accept(room));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void listen(Consumer<RoomId> listener) {
        listeners.add(listener);
    }
}
