package live.danmaku.playback.end;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How streams end.
 *
 * @param period how often this process looks for streams that are ending
 * @param grace how long after the end front ends may still accept messages: they learn of it within a second, and a
 *     message they took before may wait for Kafka's ack some seconds more
 * @param repair how long after Redis lost something the processors take at most to notice it, and to tell by their committed
 *     offsets that they repair it
 * @param group the processors' consumer group
 */
@ConfigurationProperties("danmaku.end")
public record EndSettings(
        @DefaultValue("1s") Duration period,
        @DefaultValue("12s") Duration grace,
        @DefaultValue("5s") Duration repair,
        @DefaultValue("processor") String group) {}
