package live.danmaku.standalone.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets pass {@value #MOST_LINES} lines of a kind in a second, or {@value #MOST_TRACES} with a stack trace: whoever
 * makes us log something must not fill the disk with it. A kind is what one logger has to say on one level. What was
 * left out is said with the next line that passes, and counted. Thread-safe.
 */
public final class FewOfAKind extends TurboFilter {

    private static final int MOST_LINES = 5;
    private static final int MOST_TRACES = 1;

    private final LongSupplier nanoTime;
    private final Map<Kind, LinesOfAKind> kinds = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    private record Kind(String logger, Level level, boolean withTrace) {}

    /** As Logback makes it. */
    public FewOfAKind() {
        this(System::nanoTime);
    }

    FewOfAKind(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How many lines were left out since the start. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        // Without a text it is only asked whether the level is on.
        if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        boolean withTrace = failure != null
                || parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable;
        int before = kinds.computeIfAbsent(
                        new Kind(logger.getName(), level, withTrace),
                        kind -> new LinesOfAKind(kind.withTrace() ? MOST_TRACES : MOST_LINES))
                .pass(nanoTime.getAsLong());
        if (before == LinesOfAKind.DROPPED) {
            dropped.increment();
            return FilterReply.DENY;
        }
        if (before > 0) {
            // Straight to the appenders: this line is not to be counted.
            logger.callAppenders(new LoggingEvent(
                    FewOfAKind.class.getName(),
                    logger,
                    level,
                    "{} lines like the next one were left out",
                    null,
                    new Object[] {before}));
        }
        return FilterReply.NEUTRAL;
    }
}
