package live.danmaku.model.ops;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Switches in memory that can be away. Thread-safe by one lock. */
public final class InMemorySwitches implements SwitchStore {

    private final Clock clock;
    private final Map<SwitchName, SwitchSetting> settings = new EnumMap<>(SwitchName.class);
    private boolean away;

    public InMemorySwitches(Clock clock) {
        this.clock = clock;
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<SwitchTable> read() {
        return away ? failure() : CompletableFuture.completedFuture(new SwitchTable(clock.millis(), settings));
    }

    @Override
    public synchronized CompletionStage<Void> put(SwitchSetting setting) {
        if (away) {
            return failure();
        }
        settings.merge(setting.name(), setting, (kept, next) -> next.version() > kept.version() ? next : kept);
        return CompletableFuture.completedFuture(null);
    }

    private static <T extends @Nullable Object> CompletionStage<T> failure() {
        return CompletableFuture.failedFuture(new IllegalStateException("the switches are away"));
    }
}
