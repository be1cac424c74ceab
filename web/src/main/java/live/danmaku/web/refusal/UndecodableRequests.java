package live.danmaku.web.refusal;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;

/**
 * Counts what the HTTP codec cannot read; the server answers it by itself, with 400 or the like. Stands behind the
 * codec.
 */
@Sharable
final class UndecodableRequests extends ChannelInboundHandlerAdapter {

    private final RefusedRequests refused;

    UndecodableRequests(RefusedRequests refused) {
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            refused.undecodable();
        }
        ctx.fireChannelRead(message);
    }
}
