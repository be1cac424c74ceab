package live.danmaku.push.pusher.link;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where connectors find this pusher, and how much may wait for one.
 *
 * @param name tells pushers apart, and is better the same after a restart, so that topics stay where they were; empty: host
 *     and port
 * @param bind the address to listen on; an internal one, since connectors are not asked who they are
 * @param port the port; 0 takes a free one
 * @param heartbeat how often the places of all followed topics are told at least
 * @param silence after how long without a word from it a connector counts as dead
 * @param keepsUp how much may be on its way to a connector before Notify and broadcast Batches to it are dropped
 * @param mostWaiting how much of what it asked for may wait for a connector before it is cut off
 */
@ConfigurationProperties("danmaku.link")
public record LinkSettings(
        @DefaultValue("") String name,
        @DefaultValue("127.0.0.1") String bind,
        @DefaultValue("8092") int port,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("5s") Duration silence,
        @DefaultValue("2MB") DataSize keepsUp,
        @DefaultValue("64MB") DataSize mostWaiting) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public LinkSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: %d (expected: 0-65535)".formatted(port));
        }
        if (heartbeat.toMillis() < 100) {
            throw new IllegalArgumentException("heartbeat: %s (expected: 100ms or more)".formatted(heartbeat));
        }
        if (silence.compareTo(heartbeat) < 0) {
            throw new IllegalArgumentException("silence: %s (expected: %s or more)".formatted(silence, heartbeat));
        }
        if (keepsUp.toBytes() < 1 || keepsUp.compareTo(mostWaiting) > 0) {
            throw new IllegalArgumentException("keeps-up: %s (expected: 1 byte to %s)".formatted(keepsUp, mostWaiting));
        }
    }
}
