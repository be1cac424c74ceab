package live.danmaku.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Problem details of calls that end before a handler is looked for, where {@link ProblemAdvice} is not asked. */
public final class ProblemResponse {

    private ProblemResponse() {}

    /** @param detail what was wrong: the value and what was expected */
    public static Mono<Void> write(ServerWebExchange exchange, HttpStatusCode status, String title, String detail) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = json(status.value(), title, detail);
        headers.setContentLength(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    /** The body alone. */
    public static byte[] json(int status, String title, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toString()
                .getBytes(UTF_8);
    }
}
