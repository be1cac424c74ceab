package live.danmaku.web.refusal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Whether an exchange can have no answer any more: it has one, the server has refused the request by itself, or the
 * client is gone. What fails then is not our mistake, and whatever were written would fail as well.
 */
public final class Unanswerable {

    private Unanswerable() {}

    public static boolean is(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return true;
        }
        while (response instanceof ServerHttpResponseDecorator decorator) {
            response = decorator.getDelegate();
        }
        if (!(response instanceof AbstractServerHttpResponse known)
                || !(known.getNativeResponse() instanceof HttpServerResponse http)) {
            return false;
        }
        // The server sends refusals of its own past the framework, which then does not know of them.
        return http.hasSentHeaders() || !isConnected(http);
    }

    private static boolean isConnected(HttpServerResponse http) {
        AtomicBoolean connected = new AtomicBoolean(true);
        http.withConnection(connection -> connected.set(connection.channel().isActive()));
        return connected.get();
    }
}
