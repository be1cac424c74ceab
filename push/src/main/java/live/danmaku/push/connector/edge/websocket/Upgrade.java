package live.danmaku.push.connector.edge.websocket;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;

/** What RFC 6455 answers to a request to upgrade. */
final class Upgrade extends WebSocketServerHandshaker13 {

    private static final String JSON = "danmaku.json.v1";

    Upgrade() {
        super("", JSON, WebSocketDecoderConfig.newBuilder().build());
    }

    /** @throws WebSocketServerHandshakeException when the request is no good one */
    FullHttpResponse response(HttpRequest request) {
        return newHandshakeResponse(
                new DefaultFullHttpRequest(
                        request.protocolVersion(),
                        request.method(),
                        request.uri(),
                        Unpooled.EMPTY_BUFFER,
                        request.headers(),
                        EmptyHttpHeaders.INSTANCE),
                null);
    }

    /** Whether the client asked for messages as JSON text. */
    boolean isJson() {
        return JSON.equals(selectedSubprotocol());
    }
}
