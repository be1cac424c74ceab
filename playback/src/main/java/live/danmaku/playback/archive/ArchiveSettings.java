package live.danmaku.playback.archive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How logs are archived.
 *
 * @param period how often a room's log is looked at
 * @param lease how long a process that died keeps a room from the others
 * @param atOnce how many rooms are worked at a time; each takes a connection to MySQL
 * @param keepLive how long a room's messages stay live after its stream is archived
 * @param remember how long after that a client with an old cursor is told that it missed something
 * @param lookAgain how long after its live messages were removed a room is looked at once more, in case Redis lost that
 */
@ConfigurationProperties("danmaku.archive")
public record ArchiveSettings(
        @DefaultValue("2s") Duration period,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("3") int atOnce,
        @DefaultValue("30m") Duration keepLive,
        @DefaultValue("7d") Duration remember,
        @DefaultValue("2m") Duration lookAgain) {}
