package live.danmaku.db.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Kafka gives to a role that imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
public class KafkaConfiguration {

    @Bean
    KafkaCluster kafkaCluster(KafkaSettings settings) {
        return new KafkaCluster(settings);
    }
}
