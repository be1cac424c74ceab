package live.danmaku.web.refusal;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;

/**
 * Takes an {@code Accept} of more than {@value #MOST_TYPES} types or {@value #MOST_CHARACTERS} characters for
 * {@code *}{@code /*}: the framework gives up at 50 types, for its own error pages, too. Stands behind the HTTP codec.
 */
@Sharable
final class BoundedAccept extends ChannelInboundHandlerAdapter {

    private static final int MOST_TYPES = 30;
    private static final int MOST_CHARACTERS = 1_000;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && request.headers().contains(HttpHeaderNames.ACCEPT)) {
            bound(request.headers());
        }
        ctx.fireChannelRead(message);
    }

    private static void bound(HttpHeaders headers) {
        List<String> accepted = headers.getAll(HttpHeaderNames.ACCEPT);
        int types = 0;
        int characters = 0;
        for (String value : accepted) {
            types += 1 + (int) value.chars().filter(c -> c == ',').count();
            characters += value.length();
        }
        if (types > MOST_TYPES || characters > MOST_CHARACTERS) {
            headers.set(HttpHeaderNames.ACCEPT, "*/*");
        }
    }
}
