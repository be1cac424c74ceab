package live.danmaku.web;

import java.time.Duration;
import live.danmaku.web.address.AddressConfiguration;
import live.danmaku.web.connection.ConnectionConfiguration;
import live.danmaku.web.limit.LimitConfiguration;
import live.danmaku.web.problem.ProblemAdvice;
import live.danmaku.web.refusal.RefusalConfiguration;
import live.danmaku.web.refusal.RefusedRequests;
import live.danmaku.web.ticket.TicketConfiguration;
import live.danmaku.web.token.TokenConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.StreamReadConstraints;

/** What a role that speaks HTTP needs, besides a {@code Clock}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
@Import({
    TokenConfiguration.class,
    TicketConfiguration.class,
    AddressConfiguration.class,
    LimitConfiguration.class,
    ConnectionConfiguration.class,
    RefusalConfiguration.class
})
public class WebConfiguration {

    /**
     * The server's I/O threads. Nothing blocks there, so there are no more of them than processors; the library would
     * have four at least, which on fewer processors only take turns.
     */
    @Bean
    ReactorResourceFactory reactorResources(WebSettings settings) {
        int loops =
                settings.loops() > 0 ? settings.loops() : Runtime.getRuntime().availableProcessors();
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("http", loops, true));
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    ProblemAdvice problemAdvice(WebSettings settings, RefusedRequests refused) {
        return new ProblemAdvice((int) settings.mostBody().toBytes(), refused);
    }

    @Bean
    WebFluxConfigurer bodyLimit(WebSettings settings) {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                codecs.defaultCodecs().maxInMemorySize((int) settings.mostBody().toBytes());
            }
        };
    }

    @Bean
    JsonFactoryBuilderCustomizer jsonDepth(WebSettings settings) {
        return json -> json.streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(settings.mostJsonDepth())
                .build());
    }
}
