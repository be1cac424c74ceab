package live.danmaku.model.gear;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Gears in memory, by a clock that tests move; they can be away. Thread-safe by one lock. */
public final class InMemoryGears implements GearStore {

    private final Clock clock;
    private final Map<Flow, GearState> states = new HashMap<>();
    private final Map<Flow, GearPin> pins = new HashMap<>();
    private boolean away;

    public InMemoryGears(Clock clock) {
        this.clock = clock;
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<GearTable> read() {
        return answer(() -> {
            long now = clock.millis();
            pins.values().removeIf(pin -> pin.until() <= now);
            return new GearTable(now, states, pins);
        });
    }

    @Override
    public synchronized CompletionStage<Void> put(GearState state) {
        return answer(() -> {
            states.put(state.flow(), state);
            return null;
        });
    }

    @Override
    public synchronized CompletionStage<Void> forget(Flow flow) {
        return answer(() -> {
            states.remove(flow);
            return null;
        });
    }

    @Override
    public synchronized CompletionStage<Long> pin(Flow flow, Gear gear, Duration length) {
        return answer(() -> {
            long until = clock.millis() + length.toMillis();
            if (length.isZero()) {
                pins.remove(flow);
            } else {
                pins.put(flow, new GearPin(flow, gear, until));
            }
            return until;
        });
    }

    @SuppressWarnings("NullAway") // Void is null
    private <T> CompletionStage<T> answer(Supplier<T> answer) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the gears are away"))
                : CompletableFuture.completedFuture(answer.get());
    }
}
