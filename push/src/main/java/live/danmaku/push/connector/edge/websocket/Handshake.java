package live.danmaku.push.connector.edge.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakeException;
import io.netty.util.ReferenceCountUtil;
import live.danmaku.push.connector.edge.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Answers the one HTTP request of a connection. A good one opens the WebSocket: this handler and those of HTTP before
 * it make way for a {@link MessageDecoder}. Any other ends the connection.
 */
public final class Handshake extends ChannelInboundHandlerAdapter {

    private static final String PATH = "/sub";
    private static final String VERSION = "13";

    private final HandshakeRules rules;
    private final Connection connection;
    private @Nullable HttpRequest request;

    public Handshake(HandshakeRules rules, Connection connection) {
        this.rules = rules;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest first) {
                request = first;
            }
            @Nullable HttpRequest asked = request;
            // One that cannot be read has no end.
            boolean whole = message instanceof LastHttpContent;
            if (asked != null && (whole || asked.decoderResult().isFailure())) {
                request = null;
                answer(ctx, asked);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest asked) {
        @Nullable HttpResponseStatus refusal = refusal(asked);
        if (refusal != null) {
            refuse(ctx, refusal);
            return;
        }
        Upgrade upgrade = new Upgrade();
        FullHttpResponse response;
        try {
            response = upgrade.response(asked);
        } catch (WebSocketServerHandshakeException e) {
            rules.metrics().refused("request");
            refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED);
            return;
        }
        ctx.writeAndFlush(response, ctx.voidPromise());
        ctx.pipeline().remove(HttpResponseEncoder.class);
        ctx.pipeline()
                .addBefore(ctx.name(), null, new MessageDecoder(rules.decoderConfig(), rules.limits(), connection));
        ctx.pipeline().remove(this);
        connection.opened(upgrade.isJson() ? rules.json() : rules.binary());
        // Last, as it hands on what came after the request.
        ctx.pipeline().remove(HttpRequestDecoder.class);
    }

    private @Nullable HttpResponseStatus refusal(HttpRequest asked) {
        @Nullable String cause = null;
        HttpResponseStatus status = HttpResponseStatus.OK;
        if (asked.decoderResult().isFailure()) {
            Throwable why = asked.decoderResult().cause();
            boolean tooLong = why instanceof TooLongHttpHeaderException || why instanceof TooLongHttpLineException;
            cause = "request";
            status = tooLong ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpResponseStatus.BAD_REQUEST;
        } else if (!path(asked.uri()).equals(PATH)) {
            cause = "request";
            status = HttpResponseStatus.NOT_FOUND;
        } else if (asked.method() != HttpMethod.GET) {
            cause = "request";
            status = HttpResponseStatus.METHOD_NOT_ALLOWED;
        } else if (!VERSION.equals(asked.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            cause = "request";
            status = HttpResponseStatus.UPGRADE_REQUIRED;
        } else if (!rules.origins()
                .allows(
                        asked.headers().get(HttpHeaderNames.ORIGIN),
                        asked.headers().get(HttpHeaderNames.HOST))) {
            cause = "origin";
            status = HttpResponseStatus.FORBIDDEN;
        } else if (!connection.arrival().isKnown(asked.headers())) {
            cause = String.valueOf(connection.arrival().refusal());
            status = HttpResponseStatus.TOO_MANY_REQUESTS;
        } else if (!connection.arrival().mayOpen()) {
            cause = "rate";
            status = HttpResponseStatus.TOO_MANY_REQUESTS;
        }
        if (cause == null) {
            return null;
        }
        rules.metrics().refused(cause);
        return status;
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        } else if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
