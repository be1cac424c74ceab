package live.danmaku.processor.merge;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import live.danmaku.db.redis.RedisMergeAgenda;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.processor.append.KnownTimelines;
import live.danmaku.processor.append.RewindAsks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What shows merged messages when they are due, and what remembers that they are. */
@Configuration(proxyBeanMethods = false)
public class MergeConfiguration {

    private static final Duration HEAD_START = Duration.ofSeconds(5);
    private static final Duration REMIND_EVERY = Duration.ofSeconds(10);
    /** The longest suffix that a store may lose. */
    private static final Duration REMEMBER = Duration.ofSeconds(60);

    @Bean
    RemindingAgenda remindingAgenda(RedisMergeAgenda agenda) {
        return new RemindingAgenda(agenda, REMIND_EVERY, REMEMBER);
    }

    @Bean
    DueMerges dueMerges(
            MergeStore merges,
            RemindingAgenda agenda,
            TimelineWriter timeline,
            KnownTimelines known,
            RewindAsks asks,
            MeterRegistry registry) {
        return new DueMerges(merges, agenda, timeline, known, asks, HEAD_START, registry);
    }
}
