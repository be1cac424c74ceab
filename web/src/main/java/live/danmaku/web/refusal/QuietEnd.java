package live.danmaku.web.refusal;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Ends what is {@link Unanswerable} without an error, before anything would log it or try to answer it. Outermost. */
final class QuietEnd implements WebFilter, Ordered {

    private final RefusedRequests refused;

    QuietEnd(RefusedRequests refused) {
        this.refused = refused;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).onErrorResume(failure -> Unanswerable.is(exchange), failure -> {
            refused.gone();
            return Mono.empty();
        });
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
