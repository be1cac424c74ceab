package live.danmaku.frontend.viewer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long silence is taken for presence.
 *
 * @param maxAge a viewer who neither polls nor enters again for this long has left
 * @param refreshPeriod how often this front end tells the store who polled
 * @param sweepPeriod how often this front end looks for viewers who have left without a word
 */
@ConfigurationProperties("danmaku.presence")
public record PresenceSettings(
        @DefaultValue("30s") Duration maxAge,
        @DefaultValue("2s") Duration refreshPeriod,
        @DefaultValue("5s") Duration sweepPeriod) {}
