package live.danmaku.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for, by one thread while the others wait. A failure is not kept. */
final class StartOnce<T> implements Supplier<T> {

    private final Supplier<T> start;
    private @Nullable T value;

    StartOnce(Supplier<T> start) {
        this.start = start;
    }

    @Override
    public synchronized T get() {
        T made = value;
        if (made == null) {
            made = start.get();
            value = made;
        }
        return made;
    }
}
