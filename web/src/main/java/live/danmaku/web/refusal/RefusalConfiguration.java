package live.danmaku.web.refusal;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.web.server.WebFilter;
import reactor.netty.NettyPipeline;

/** What stands between requests that are none and the framework. */
@Configuration(proxyBeanMethods = false)
public class RefusalConfiguration {

    @Bean
    RefusedRequests refusedRequests(MeterRegistry registry) {
        return new RefusedRequests(registry);
    }

    @Bean
    SharedStages sharedStages(@Qualifier("webFluxAdapterRegistry") ReactiveAdapterRegistry registry) {
        return new SharedStages(registry);
    }

    @Bean
    WebFilter quietEnd(RefusedRequests refused) {
        return new QuietEnd(refused);
    }

    @Bean
    NettyServerCustomizer refusals(RefusedRequests refused) {
        BoundedAccept accept = new BoundedAccept();
        UndecodableRequests undecodable = new UndecodableRequests(refused);
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "bounded-accept", accept)
                .addAfter(NettyPipeline.HttpCodec, "undecodable-requests", undecodable));
    }
}
