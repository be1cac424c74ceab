package live.danmaku.web.token;

import java.util.Optional;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Gives controllers their caller: a parameter of type {@link Caller} makes the token necessary (401 without), one of type
 * {@code Optional<Caller>} lets anonymous calls through. A token that is there but not good is 401 in both.
 */
final class CallerResolver implements HandlerMethodArgumentResolver {

    private static final String BEARER = "Bearer ";

    private final TokenVerifier tokens;

    CallerResolver(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || isOptional(parameter);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        @Nullable String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        boolean optional = isOptional(parameter);
        if (header == null) {
            return optional
                    ? Mono.just(Optional.empty())
                    : Mono.error(ApiException.unauthorized("no token (expected: Authorization: Bearer <token>)"));
        }
        return Mono.fromSupplier(() -> {
            if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                throw ApiException.unauthorized("authorization of another kind (expected: Bearer <token>)");
            }
            Caller caller = tokens.verify(header.substring(BEARER.length()).strip());
            return optional ? Optional.of(caller) : caller;
        });
    }

    private static boolean isOptional(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class
                && ResolvableType.forMethodParameter(parameter).getGeneric(0).resolve() == Caller.class;
    }
}
