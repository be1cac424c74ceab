package live.danmaku.processor.consume;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import live.danmaku.model.timeline.StoreLoss;
import live.danmaku.model.timeline.StoreWitness;

/** Notices what a test says. Thread-safe. */
final class FakeWitness implements StoreWitness {

    private final List<Consumer<StoreLoss>> listeners = new CopyOnWriteArrayList<>();

    void notice(long lastGood) {
        listeners.forEach(listener -> listener.accept(new StoreLoss(lastGood, System.currentTimeMillis())));
    }

    @Override
    public CompletionStage<Long> check() {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public void onLoss(Consumer<StoreLoss> listener) {
        listeners.add(listener);
    }
}
