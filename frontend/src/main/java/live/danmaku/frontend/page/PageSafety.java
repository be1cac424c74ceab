package live.danmaku.frontend.page;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers to run and load nothing but our own files, to connect nowhere but here and to connectors, and to take
 * types as they are. The page of a replay may also play videos from elsewhere; its player brings styles and a worker of
 * its own.
 */
public final class PageSafety implements WebFilter {

    /** Swagger UI, the API's own page, brings styles and pictures inside its HTML. */
    private static final String API_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;" + " frame-ancestors 'none'";

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
        if (!path.startsWith("/v1/")) {
            headers.set("Content-Security-Policy", policyOf(path));
            headers.set("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
            headers.set("Referrer-Policy", "no-referrer");
        }
        return chain.filter(exchange);
    }

    private String policyOf(String path) {
        if (path.startsWith("/swagger-ui") || path.startsWith("/webjars")) {
            return API_POLICY;
        }
        return path.startsWith(PageFiles.REPLAYS) ? replayPolicy : policy;
    }
}
