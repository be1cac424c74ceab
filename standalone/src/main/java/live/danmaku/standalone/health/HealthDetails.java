package live.danmaku.standalone.health;

import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenVerifier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * To whom health shows which store is away and where: to ops, and to this machine. Everybody else is told up or down.
 * The framework can decide that only by Spring Security, which is not here.
 */
public final class HealthDetails implements WebFilter {

    private static final String PATH = "/actuator/health";
    private static final String BEARER = "Bearer ";

    private final ClientAddresses addresses;
    private final @Nullable TokenVerifier tokens;

    /** @param tokens null where this process knows no tokens */
    public HealthDetails(ClientAddresses addresses, @Nullable TokenVerifier tokens) {
        this.addresses = addresses;
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().startsWith(PATH) || isAllowed(exchange)) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate()
                .response(new StatusOnly(exchange.getResponse()))
                .build());
    }

    private boolean isAllowed(ServerWebExchange exchange) {
        if (addresses.of(exchange.getRequest()).isHere()) {
            return true;
        }
        @Nullable String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return tokens != null && authorization != null && isOps(tokens, authorization);
    }

    private static boolean isOps(TokenVerifier tokens, String authorization) {
        try {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && tokens.verify(authorization.substring(BEARER.length()).strip())
                            .hasAny(Role.OPS);
        } catch (ApiException e) {
            return false;
        }
    }

    private static final class StatusOnly extends ServerHttpResponseDecorator {

        StatusOnly(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return DataBufferUtils.join(body).flatMap(buffer -> {
                byte[] written = new byte[buffer.readableByteCount()];
                buffer.read(written);
                DataBufferUtils.release(buffer);
                byte[] told = withoutDetails(written);
                getHeaders().setContentLength(told.length);
                return super.writeWith(Mono.just(bufferFactory().wrap(told)));
            });
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return writeWith(Flux.from(body).concatMap(part -> part));
        }

        private static byte[] withoutDetails(byte[] health) {
            JsonNode tree = JsonMapper.shared().readTree(health);
            if (tree instanceof ObjectNode object) {
                object.remove("components");
                object.remove("details");
            }
            return JsonMapper.shared().writeValueAsBytes(tree);
        }
    }
}
