package live.danmaku.routing.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a route tells a client about waiting.
 *
 * @param pollAfter when to poll first
 * @param askAgain when to ask again; clients that are granted a long connection get it within this time
 * @param maxFailures after how many failed connects a client degrades to polling
 * @param backoffBase the first pause between attempts
 * @param backoffMax the longest pause
 * @param backoffFactor by how much a pause grows
 * @param backoffJitter by which part of itself a pause may differ, so that clients do not come back all at once
 * @param telemetrySample which share of clients is to report its telemetry, 0 to 1
 */
@ConfigurationProperties("danmaku.route")
public record RouteSettings(
        @DefaultValue("2s") Duration pollAfter,
        @DefaultValue("6s") Duration askAgain,
        @DefaultValue("3") int maxFailures,
        @DefaultValue("1s") Duration backoffBase,
        @DefaultValue("30s") Duration backoffMax,
        @DefaultValue("2.0") double backoffFactor,
        @DefaultValue("0.5") double backoffJitter,
        @DefaultValue("1.0") double telemetrySample) {}
