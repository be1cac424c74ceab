package live.danmaku.frontend.hotroom;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Function;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers polls of hot rooms before the framework sees them; everything else goes on to it. Stands right behind the HTTP
 * codec. A request that comes while the framework still answers an earlier one of the same connection is left to it, so
 * answers keep the order of the requests. Belongs to one connection.
 */
final class HotPollHandler extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(HotPollHandler.class);

    private static final String BEFORE_ROOM = "/v1/rooms/";
    private static final String AFTER_ROOM = "/messages";

    private final HotAnswers answers;
    private final Function<String, @Nullable Caller> viewers;
    private int atTheFramework;
    private boolean skippingRest;
    private boolean answered;

    /** @param viewers whose {@code Authorization} header this is; null when that is not known at once */
    HotPollHandler(HotAnswers answers, Function<String, @Nullable Caller> viewers) {
        this.answers = answers;
        this.viewers = viewers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            FullHttpResponse response = atTheFramework == 0 ? tryAnswer(request) : null;
            if (response != null) {
                skippingRest = true;
                answered = true;
                write(ctx, request, response);
                return;
            }
            atTheFramework++;
        } else if (skippingRest) {
            skippingRest = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
            return;
        }
        ctx.fireChannelRead(message);
    }

    private static void write(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
        if (HttpUtil.isKeepAlive(request)) {
            ctx.write(response, ctx.voidPromise());
        } else {
            ctx.write(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** A mistake of ours must not cost the client its connection: the framework can answer, too. */
    private @Nullable FullHttpResponse tryAnswer(HttpRequest request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            log.error("a poll is not answered from its snapshot, by a mistake of ours", e);
            return null;
        }
    }

    private @Nullable FullHttpResponse answer(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.method() != HttpMethod.GET
                || request.protocolVersion() != HttpVersion.HTTP_1_1
                || request.decoderResult().isFailure()
                || hasBody(headers)) {
            return null;
        }
        @Nullable String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        @Nullable Caller viewer = authorization == null ? null : viewers.apply(authorization);
        if (authorization != null && viewer == null) {
            return null;
        }
        SharedAnswer shared = find(request.uri(), viewer);
        if (shared == null) {
            return null;
        }
        @Nullable String accepted = headers.get(HttpHeaderNames.ACCEPT_ENCODING);
        return shared.response(
                headers.get(HttpHeaderNames.IF_NONE_MATCH), accepted != null && accepted.contains("gzip"));
    }

    private static boolean hasBody(HttpHeaders headers) {
        @Nullable String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && !length.equals("0") || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private @Nullable SharedAnswer find(String uri, @Nullable Caller viewer) {
        if (!uri.startsWith(BEFORE_ROOM)) {
            return null;
        }
        int slash = uri.indexOf('/', BEFORE_ROOM.length());
        if (slash < 0 || !uri.startsWith(AFTER_ROOM, slash)) {
            return null;
        }
        int end = slash + AFTER_ROOM.length();
        String room = uri.substring(BEFORE_ROOM.length(), slash);
        if (end == uri.length()) {
            return answers.answer(room, "", viewer);
        }
        return uri.charAt(end) == '?' ? answers.answer(room, uri.substring(end + 1), viewer) : null;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answered) {
            answered = false;
            ctx.flush();
        }
        // The framework reads on by itself when it has answered; what it has not seen it does not wait for.
        if (atTheFramework == 0 && !ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim) {
            atTheFramework--;
        }
        ctx.write(message, promise);
    }
}
