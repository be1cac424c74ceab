package live.danmaku.routing;

import live.danmaku.routing.route.RouteController;
import live.danmaku.routing.route.RouteSettings;
import live.danmaku.web.WebConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code routing}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteSettings.class)
@Import(WebConfiguration.class)
public class RoutingConfiguration {

    @Bean
    RouteController routeController(RouteSettings settings) {
        return new RouteController(settings);
    }
}
