package live.danmaku.db.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.ops.SwitchWatch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** What Kafka gives to a role that publishes messages, too. It needs what Redis and MySQL give. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrioritySettings.class)
@Import(KafkaConfiguration.class)
public class PublishingConfiguration {

    @Bean(initMethod = "start")
    KafkaMessagePublisher messagePublisher(
            KafkaSettings kafka, KafkaCluster cluster, GearWatch gears, MeterRegistry registry) {
        return new KafkaMessagePublisher(kafka, cluster, gears, registry);
    }

    @Bean
    MessageComposer messageComposer(JsonMapper json, PrioritySettings priorities) {
        return new MessageComposer(json, priorities);
    }

    @Bean
    KafkaMemberNews memberNews(
            MessageComposer composer,
            KafkaMessagePublisher publisher,
            SwitchWatch switches,
            Clock clock,
            MeterRegistry registry) {
        return new KafkaMemberNews(composer, publisher, switches, clock, registry);
    }
}
