package live.danmaku.frontend.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one may send.
 *
 * @param userPerSecond messages a second and user
 * @param userBurst messages a user may send at once after a pause
 * @param addressPerSecond messages a second and address (a /64 network for IPv6)
 * @param addressBurst messages an address may send at once after a pause
 * @param exemptLoopback whether calls from this machine have no address limit
 */
@ConfigurationProperties("danmaku.limits")
public record LimitSettings(
        @DefaultValue("10") int userPerSecond,
        @DefaultValue("20") int userBurst,
        @DefaultValue("200") int addressPerSecond,
        @DefaultValue("400") int addressBurst,
        @DefaultValue("true") boolean exemptLoopback) {}
