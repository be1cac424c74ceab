package live.danmaku.processor.merge;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import live.danmaku.model.merge.MergeAgenda;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.timeline.TimelineWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What shows merged messages when they are due. */
@Configuration(proxyBeanMethods = false)
public class MergeConfiguration {

    private static final Duration HEAD_START = Duration.ofSeconds(5);

    @Bean
    DueMerges dueMerges(MergeStore merges, MergeAgenda agenda, TimelineWriter timeline, MeterRegistry registry) {
        return new DueMerges(merges, agenda, timeline, HEAD_START, registry);
    }
}
