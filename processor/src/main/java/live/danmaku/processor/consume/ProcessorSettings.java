package live.danmaku.processor.consume;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the processor reads Kafka.
 *
 * @param group the consumer group
 * @param instanceId a name that is this process's own and survives its restart, so that it gets its partitions back at
 *     once; null where processes come and go
 * @param mostPending how many records of a partition may be unfinished; a partition with more is paused
 * @param rewind the longest suffix that a store may lose: so far back a partition is read again when it is assigned, and when
 *     the store has lost something
 */
@ConfigurationProperties("danmaku.processor")
public record ProcessorSettings(
        @DefaultValue("processor") String group,
        @Nullable String instanceId,
        @DefaultValue("5000") int mostPending,
        @DefaultValue("60s") Duration rewind) {}
