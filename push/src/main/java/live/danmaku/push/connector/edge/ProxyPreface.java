package live.danmaku.push.connector.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import live.danmaku.web.address.IpLiteral;
import org.jspecify.annotations.Nullable;

/**
 * Takes the header of the PROXY protocol, version 1 or 2, off a connection of a trusted proxy, if there is one. The
 * first handler; when it is known whose the connection is, nothing of it is left.
 */
final class ProxyPreface extends ByteToMessageDecoder {

    private final Consumer<@Nullable InetSocketAddress> known;
    private final Runnable refused;

    /**
     * @param known hears whose the connection is; null when the proxy does not say, or it is its own
     * @param refused counts headers that cannot be read, whose connections are closed
     */
    ProxyPreface(Consumer<@Nullable InetSocketAddress> known, Runnable refused) {
        this.known = known;
        this.refused = refused;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ProtocolDetectionState state = HAProxyMessageDecoder.detectProtocol(in).state();
        if (state == ProtocolDetectionState.NEEDS_MORE_DATA) {
            return;
        }
        if (state == ProtocolDetectionState.DETECTED) {
            ctx.pipeline().addAfter(ctx.name(), "proxy-source", new Source());
            ctx.pipeline().addAfter(ctx.name(), "proxy-header", new HAProxyMessageDecoder());
        } else {
            known.accept(null);
        }
        ctx.pipeline().remove(this); // hands on what was read
    }

    private final class Source extends SimpleChannelInboundHandler<HAProxyMessage> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
            ctx.pipeline().remove(this);
            known.accept(header.command() == HAProxyCommand.LOCAL ? null : source(header));
        }

        /** Null for what has no address, such as {@code UNKNOWN} and local sockets. */
        private static @Nullable InetSocketAddress source(HAProxyMessage header) {
            @Nullable String text = header.sourceAddress();
            @Nullable InetAddress address = text == null ? null : IpLiteral.parse(text);
            return address == null ? null : new InetSocketAddress(address, header.sourcePort());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            refused.run();
            ctx.close();
        }
    }
}
