package live.danmaku.db.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers such as {@code kafka1:9092,kafka2:9092}
 * @param partitions of the message topic, when it is created here
 * @param replicationFactor of the topics created here; -1 is the brokers' default
 * @param keepDeadLetters how long records that could not be appended are kept
 */
@ConfigurationProperties("danmaku.kafka")
public record KafkaSettings(
        String bootstrapServers,
        @DefaultValue("12") int partitions,
        @DefaultValue("-1") short replicationFactor,
        @DefaultValue("30d") Duration keepDeadLetters) {

    @ConstructorBinding
    public KafkaSettings {}

    /** Dead letters are kept for 30 days. */
    public KafkaSettings(String bootstrapServers, int partitions, short replicationFactor) {
        this(bootstrapServers, partitions, replicationFactor, Duration.ofDays(30));
    }

    /** Client properties that hold for producers, consumers and admin clients alike. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        // A consumer would wait for a frozen broker's answer for half a minute, and not ask who leads meanwhile.
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        // A machine that is gone does not refuse to be connected to; it is silent.
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "1000");
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, "3000");
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
        return properties;
    }
}
