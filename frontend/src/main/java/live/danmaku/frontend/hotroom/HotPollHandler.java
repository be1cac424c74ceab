package live.danmaku.frontend.hotroom;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
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
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers polls of hot rooms before the framework sees them; everything else goes on to it. Stands right behind the
 * HTTP codec, and {@link PlainPollHandler}, which answers most polls already, right before it. A request that comes
 * while the framework still answers an earlier one of the same connection is left to it, so answers keep the order of
 * the requests; one that comes while the client does not read its answers, too, because the framework stops reading
 * then. Belongs to one connection.
 */
final class HotPollHandler extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(HotPollHandler.class);

    private static final String BEFORE_ROOM = "/v1/rooms/";
    private static final String AFTER_ROOM = "/messages";

    private final HotAnswers answers;
    private final Function<String, @Nullable Caller> viewers;
    private final PollAllowance allowance;
    private final PlainPollHandler before = new PlainPollHandler(this);
    private int atTheFramework;
    private boolean closing;
    private boolean skippingRest;
    private boolean answered;

    /**
     * @param viewers whose {@code Authorization} header this is; null when that is not known at once
     * @param allowance whether the client may poll
     */
    HotPollHandler(HotAnswers answers, Function<String, @Nullable Caller> viewers, PollAllowance allowance) {
        this.answers = answers;
        this.viewers = viewers;
        this.allowance = allowance;
    }

    /** Puts this and what belongs to it around a pipeline's HTTP codec. */
    void addAround(String codec, ChannelPipeline pipeline) {
        pipeline.addBefore(codec, "plain-polls", before);
        pipeline.addAfter(codec, "hot-polls", this);
    }

    /** Whether every request that came through the codec is answered. */
    boolean isIdle() {
        return atTheFramework == 0 && !closing;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean mine = skippingRest;
        if (message instanceof HttpRequest request) {
            closing |= request.decoderResult().isFailure();
            @Nullable FullHttpResponse response = isIdle() && ctx.channel().isWritable() ? tryAnswer(request) : null;
            mine = response != null;
            if (response != null) {
                skippingRest = true;
                answered = true;
                write(ctx, request, response);
            } else {
                atTheFramework++;
            }
        }
        if (message instanceof LastHttpContent) {
            skippingRest = false;
            before.requestEnded();
        }
        if (mine) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void write(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
        if (HttpUtil.isKeepAlive(request)) {
            ctx.write(response, ctx.voidPromise());
        } else {
            closing = true;
            ctx.write(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** An unexpected error must not cost the client its connection: the framework can answer, too. */
    private @Nullable FullHttpResponse tryAnswer(HttpRequest request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            log.error("unexpected error; a poll is not answered from its snapshot", e);
            return null;
        }
    }

    /** The answer to a poll that the codec has not seen; null when it is for the framework. */
    @Nullable
    ByteBuf tryAnswer(PlainPoll poll) {
        try {
            @Nullable
            SharedAnswer shared =
                    find(poll.room(), poll.query(), poll.authorization(), allowance.client(poll.forwarding()));
            return shared == null ? null : shared.bytes(poll.known(), Coding.of(poll.accepted()));
        } catch (RuntimeException e) {
            log.error("unexpected error; a poll is not answered from its snapshot", e);
            return null;
        }
    }

    private @Nullable FullHttpResponse answer(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String uri = request.uri();
        if (request.method() != HttpMethod.GET
                || request.protocolVersion() != HttpVersion.HTTP_1_1
                || hasBody(headers)
                || !uri.startsWith(BEFORE_ROOM)) {
            return null;
        }
        int slash = uri.indexOf('/', BEFORE_ROOM.length());
        int end = slash + AFTER_ROOM.length();
        if (slash < 0 || !uri.startsWith(AFTER_ROOM, slash) || end < uri.length() && uri.charAt(end) != '?') {
            return null;
        }
        String room = uri.substring(BEFORE_ROOM.length(), slash);
        if (!answers.isHot(room)) {
            return null;
        }
        @Nullable
        SharedAnswer shared = find(
                room,
                end == uri.length() ? "" : uri.substring(end + 1),
                headers.get(HttpHeaderNames.AUTHORIZATION),
                allowance.client(headers));
        return shared == null
                ? null
                : shared.response(
                        headers.get(HttpHeaderNames.IF_NONE_MATCH),
                        Coding.of(headers.get(HttpHeaderNames.ACCEPT_ENCODING)));
    }

    /** A poll is counted here only if it is answered here. */
    private @Nullable SharedAnswer find(
            String room, String query, @Nullable String authorization, ClientAddress client) {
        if (!answers.isHot(room)) {
            return null;
        }
        @Nullable Caller viewer = authorization == null ? null : viewers.apply(authorization);
        if (authorization != null && viewer == null) {
            return null;
        }
        if (!allowance.mayRead(client)) {
            return SharedAnswer.TOO_MANY;
        }
        @Nullable SharedAnswer answer = answers.answer(room, query, viewer);
        if (answer == null) {
            allowance.giveBack(client);
        }
        return answer;
    }

    private static boolean hasBody(HttpHeaders headers) {
        @Nullable String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && !length.equals("0") || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
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
