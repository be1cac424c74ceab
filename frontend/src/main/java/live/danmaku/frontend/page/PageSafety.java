package live.danmaku.frontend.page;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers to run and load nothing but our own files, to connect nowhere but here and to connectors, and to take types
 * as they are. The page of a replay may also play videos from elsewhere; its player brings styles and a worker of its own.
 */
public final class PageSafety implements WebFilter {

    private final String policy;
    private final String replayPolicy;

    public PageSafety(PageSettings settings) {
        policy = "default-src 'self'; connect-src 'self' " + settings.connect() + "; frame-ancestors 'none'";
        replayPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src blob:; media-src 'self' "
                + settings.media() + "; frame-ancestors 'none'";
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        String path = exchange.getRequest().getPath().value();
        if (isPage(path)) {
            headers.set("Content-Security-Policy", path.startsWith(PageFiles.REPLAYS) ? replayPolicy : policy);
            headers.set("Referrer-Policy", "no-referrer");
        }
        return chain.filter(exchange);
    }

    /** The API's own page, Swagger UI, brings styles and pictures inside its HTML. */
    private static boolean isPage(String path) {
        return !path.startsWith("/v1/") && !path.startsWith("/swagger-ui") && !path.startsWith("/webjars");
    }
}
