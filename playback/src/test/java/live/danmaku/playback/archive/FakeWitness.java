package live.danmaku.playback.archive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import live.danmaku.model.timeline.StoreLoss;
import live.danmaku.model.timeline.StoreWitness;

/** A witness that notices what a test says was lost, and counts how often it is asked. */
public final class FakeWitness implements StoreWitness {

    private final AtomicLong losses = new AtomicLong();
    private final AtomicInteger checks = new AtomicInteger();
    private final List<Consumer<StoreLoss>> listeners = new CopyOnWriteArrayList<>();

    public void lose() {
        losses.incrementAndGet();
        long now = System.currentTimeMillis();
        listeners.forEach(listener -> listener.accept(new StoreLoss(now - 1_000, now)));
    }

    public int checks() {
        return checks.get();
    }

    @Override
    public CompletionStage<Long> check() {
        checks.incrementAndGet();
        return CompletableFuture.completedFuture(losses.get());
    }

    @Override
    public void onLoss(Consumer<StoreLoss> listener) {
        listeners.add(listener);
    }
}
