package live.danmaku.web.limit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often a user may change something. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class UserLimitConfiguration {

    @Bean
    RateLimits rateLimits(LimitSettings settings) {
        return new RateLimits(settings);
    }
}
