package live.danmaku.web.connection;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.web.address.AddressConfiguration;
import live.danmaku.web.address.ClientAddresses;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.netty.NettyPipeline;

/** What a client may take of the process's ports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionSettings.class)
@Import(AddressConfiguration.class)
public class ConnectionConfiguration {

    @Bean
    OpenSockets openSockets() {
        return OpenSockets.ofThisProcess();
    }

    @Bean
    HttpConnections httpConnections(
            ClientAddresses addresses, ConnectionSettings settings, OpenSockets sockets, MeterRegistry registry) {
        return new HttpConnections(addresses, settings, sockets, registry);
    }

    /** Last, so that its handlers stand closest to the wire and to the codec. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    NettyServerCustomizer connectionLimits(HttpConnections connections) {
        return server -> server.doOnChannelInit(
                (observer, channel, none) -> connections.accepted(channel, NettyPipeline.HttpCodec));
    }
}
