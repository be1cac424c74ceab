package live.danmaku.web.address;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Who calls, and under which name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustSettings.class)
public class AddressConfiguration {

    @Bean
    ClientAddresses clientAddresses(TrustSettings settings) {
        return new ClientAddresses(settings.proxies());
    }

    @Bean
    HostNames hostNames(TrustSettings settings) {
        return new HostNames(settings.hosts());
    }

    @Bean
    WebFilter hostCheck(HostNames hosts, ServerProperties server) {
        @Nullable InetAddress bound = server.getAddress();
        return bound != null && bound.isLoopbackAddress()
                ? new HostCheck(hosts)
                : (exchange, chain) -> chain.filter(exchange);
    }
}
