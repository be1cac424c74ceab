package live.danmaku.web.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often an address (a /64 network for IPv6) may call a process; reading and writing are counted apart.
 *
 * @param addressPerSecond calls a second
 * @param addressBurst calls at once after a pause
 * @param exemptLoopback whether calls from this machine have no address limit
 */
@ConfigurationProperties("danmaku.limits")
public record AddressRateSettings(
        @DefaultValue("200") int addressPerSecond,
        @DefaultValue("400") int addressBurst,
        @DefaultValue("true") boolean exemptLoopback) {}
