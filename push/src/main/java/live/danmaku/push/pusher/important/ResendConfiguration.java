package live.danmaku.push.pusher.important;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.model.push.Acknowledgements;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.encode.EncodeMetrics;
import live.danmaku.push.pusher.feed.FeedSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that send again what was not acknowledged. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResendSettings.class)
public class ResendConfiguration {

    @Bean
    Resends resends(
            TimelineReader timeline,
            HintSource hints,
            Acknowledgements acknowledgements,
            FeedSettings feed,
            ResendSettings settings,
            Clock clock,
            MeterRegistry registry) {
        BatchEncoder encoder = new BatchEncoder(feed.goimOperation(), new EncodeMetrics(registry));
        return new Resends(timeline, hints, acknowledgements, encoder, settings, clock, registry);
    }
}
