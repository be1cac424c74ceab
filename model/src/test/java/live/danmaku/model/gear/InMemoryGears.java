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
    public synchronized CompletionStage<Boolean> shift(GearState before, GearState after) {
        return answer(() -> isStill(before) && put(after));
    }

    @Override
    public synchronized CompletionStage<Boolean> forget(GearState before) {
        return answer(() -> isStill(before) && forget(before.flow()));
    }

    private boolean isStill(GearState before) {
        return before.equals(states.getOrDefault(before.flow(), GearState.first(before.flow())));
    }

    /** Puts a flow in a gear, whatever it was in. */
    public synchronized boolean put(GearState state) {
        states.put(state.flow(), state);
        return true;
    }

    /** Loses a flow's gear. */
    synchronized boolean forget(Flow flow) {
        states.remove(flow);
        return true;
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

    private <T> CompletionStage<T> answer(Supplier<T> answer) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the gears are away"))
                : CompletableFuture.completedFuture(answer.get());
    }
}
