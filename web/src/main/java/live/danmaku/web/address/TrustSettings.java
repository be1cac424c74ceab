package live.danmaku.web.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is believed about where a request comes from and whom it is for.
 *
 * @param proxies addresses and blocks whose {@code Forwarded}, {@code X-Forwarded-For} and PROXY headers are believed
 * @param hosts names under which clients may call a process that listens on loopback, besides loopback's own
 */
@ConfigurationProperties("danmaku.trust")
public record TrustSettings(
        @DefaultValue List<String> proxies, @DefaultValue List<String> hosts) {

    /** @throws IllegalArgumentException when an entry is none; the text says the value and what is expected */
    public TrustSettings {
        proxies.forEach(AddressBlock::parse);
        hosts.forEach(HostNames::requireName);
    }
}
