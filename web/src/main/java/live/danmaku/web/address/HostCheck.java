package live.danmaku.web.address;

import java.util.List;
import live.danmaku.web.problem.ProblemResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Where only this machine is listened to, refuses calls under names that are not its own: a web page whose name leads
 * here could otherwise read everything that the person before it can.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HostCheck implements WebFilter {

    private static final HttpStatusCode MISDIRECTED = HttpStatusCode.valueOf(421);

    private final HostNames hosts;

    HostCheck(HostNames hosts) {
        this.hosts = hosts;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        for (String host : exchange.getRequest().getHeaders().getOrDefault(HttpHeaders.HOST, List.of())) {
            if (!hosts.isOurs(host)) {
                return ProblemResponse.write(
                        exchange,
                        MISDIRECTED,
                        "Misdirected Request",
                        "Host: '%s' (expected: localhost, a loopback address, or one of DANMAKU_HOSTS)"
                                .formatted(host));
            }
        }
        return chain.filter(exchange);
    }
}
