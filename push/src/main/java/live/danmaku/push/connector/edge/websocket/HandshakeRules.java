package live.danmaku.push.connector.edge.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import live.danmaku.push.connector.edge.connection.ConnectionMetrics;
import live.danmaku.push.connector.edge.connection.Dialect;

/**
 * What all handshakes share.
 *
 * @param binary the dialect to begin with; it finds out by the auth what the client speaks
 * @param json the dialect of who asks for messages as JSON text
 */
public record HandshakeRules(
        Origins origins,
        MessageLimits limits,
        WebSocketDecoderConfig decoderConfig,
        Dialect binary,
        Dialect json,
        ConnectionMetrics metrics) {

    public HandshakeRules(
            Origins origins, MessageLimits limits, Dialect binary, Dialect json, ConnectionMetrics metrics) {
        this(origins, limits, limits.config(), binary, json, metrics);
    }
}
