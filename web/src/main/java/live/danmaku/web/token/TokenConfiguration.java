package live.danmaku.web.token;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Who is calling. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
public class TokenConfiguration {

    @Bean
    TokenKeys tokenKeys(TokenSettings settings) {
        return TokenKeys.load(settings.keyFile());
    }

    @Bean
    TokenVerifier tokenVerifier(TokenKeys keys, TokenSettings settings, Clock clock) {
        return new TokenVerifier(keys, settings, clock);
    }

    @Bean
    TokenIssuer tokenIssuer(TokenKeys keys, TokenSettings settings, Clock clock) {
        return new TokenIssuer(keys, settings, clock);
    }

    @Bean
    WebFluxConfigurer callerParameters(TokenVerifier tokens) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(new CallerResolver(tokens));
            }
        };
    }
}
