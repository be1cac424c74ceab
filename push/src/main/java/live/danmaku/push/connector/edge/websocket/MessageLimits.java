package live.danmaku.push.connector.edge.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * What a message may be.
 *
 * @param mostBytes of a frame, and of a message of several
 * @param mostFragments frames of one message
 */
public record MessageLimits(int mostBytes, int mostFragments) {

    WebSocketDecoderConfig config() {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(mostBytes)
                .closeOnProtocolViolation(false)
                .build();
    }
}
