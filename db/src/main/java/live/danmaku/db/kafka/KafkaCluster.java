package live.danmaku.db.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the cluster can be reached, asked once a second on a thread of its own, so that nobody who needs Kafka has to
 * wait to learn that it is away. A broker that does not answer within a second is asked no more, and another one is. It also creates
 * the topics, as soon as it can.
 */
public final class KafkaCluster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaCluster.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Of one broker. */
    private static final int ANSWER_WITHIN_MS = 1_000;

    /** Of the cluster: time for a frozen broker and two others. */
    private static final int ANY_WITHIN_MS = 3 * ANSWER_WITHIN_MS;

    private final KafkaSettings settings;
    private final Admin admin;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kafka-cluster"));
    private boolean topicsExist;
    private volatile boolean reachable;

    public KafkaCluster(KafkaSettings settings) {
        this.settings = settings;
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANY_WITHIN_MS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        admin = Admin.create(properties);
        thread.scheduleWithFixedDelay(this::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the cluster answered when last asked and has the topics. */
    public boolean isReachable() {
        return reachable;
    }

    /** For asking more than this class does; shared, not to be closed. */
    public Admin admin() {
        return admin;
    }

    private void ask() {
        boolean answered = false;
        try {
            admin.describeCluster().clusterId().get(ANY_WITHIN_MS, TimeUnit.MILLISECONDS);
            if (!topicsExist) {
                createTopics();
                topicsExist = true;
            }
            answered = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.debug("Kafka at {} does not answer", settings.bootstrapServers(), e);
        }
        if (answered != reachable) {
            reachable = answered;
            log.info("Kafka at {} {}", settings.bootstrapServers(), answered ? "answers" : "does not answer");
        }
    }

    private void createTopics() throws Exception {
        for (String name : List.of(MessageRecords.TOPIC, MessageRecords.DEAD_LETTERS)) {
            int partitions = name.equals(MessageRecords.TOPIC) ? settings.partitions() : 1;
            Optional<Short> replicas = Optional.of(settings.replicationFactor()).filter(factor -> factor > 0);
            NewTopic topic = new NewTopic(name, Optional.of(partitions), replicas);
            try {
                admin.createTopics(List.of(topic)).all().get(ANY_WITHIN_MS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        keepDeadLetters();
    }

    /** Said at each start, so that a change of the setting holds for a topic that is there already. */
    private void keepDeadLetters() throws InterruptedException, TimeoutException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, MessageRecords.DEAD_LETTERS);
        ConfigEntry retention = new ConfigEntry(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(settings.keepDeadLetters().toMillis()));
        try {
            admin.incrementalAlterConfigs(
                            Map.of(topic, List.of(new AlterConfigOp(retention, AlterConfigOp.OpType.SET))))
                    .all()
                    .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // One that may not do so goes on with what the brokers have.
            log.warn("how long dead letters are kept is not set: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(2));
    }
}
