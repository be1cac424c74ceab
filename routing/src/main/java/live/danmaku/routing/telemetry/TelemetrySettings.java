package live.danmaku.routing.telemetry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reports are counted.
 *
 * @param share how often a process adds its counts to the others'
 * @param mostVersions how many versions are told apart; clients of further ones count as {@code other}
 * @param mostNetworks the same of networks
 * @param addressPerSecond calls a second and address (a /64 network for IPv6), on each router
 * @param addressBurst calls an address may make at once after a pause
 * @param userPerSecond calls a second and user, of those who show a token
 * @param userBurst calls a user may make at once after a pause
 * @param exemptLoopback whether calls from this machine have no address limit
 * @param loopbackIsMany whether, if so, what it reports counts as reported by many addresses: for load tests, and for
 *     trying out the guard by oneself; an empty text is the default, which a primitive would not take
 */
@ConfigurationProperties("danmaku.telemetry")
public record TelemetrySettings(
        @DefaultValue("500ms") Duration share,
        @DefaultValue("100") int mostVersions,
        @DefaultValue("10") int mostNetworks,
        @DefaultValue("50") int addressPerSecond,
        @DefaultValue("200") int addressBurst,
        @DefaultValue("5") int userPerSecond,
        @DefaultValue("20") int userBurst,
        @DefaultValue("true") boolean exemptLoopback,
        @DefaultValue("false") Boolean loopbackIsMany) {}
