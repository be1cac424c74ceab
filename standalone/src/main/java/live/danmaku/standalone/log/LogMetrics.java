package live.danmaku.standalone.log;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.LoggerFactory;

/** How many lines the log was spared. */
public final class LogMetrics implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback)) {
            return;
        }
        logback.getTurboFilterList().stream()
                .filter(FewOfAKind.class::isInstance)
                .map(FewOfAKind.class::cast)
                .forEach(filter -> FunctionCounter.builder("danmaku.log.dropped", filter, FewOfAKind::dropped)
                        .description("Lines of log left out because there were too many of their kind")
                        .register(registry));
    }
}
