package live.danmaku.push.connector.edge.packet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Cuts a TCP stream into packets, each a {@link ByteBuf}. After the first mistake everything is thrown away. */
public final class PacketDecoder extends ByteToMessageDecoder {

    private final MessageWatch watch;
    private boolean broken;

    public PacketDecoder(MessageWatch watch) {
        this.watch = watch;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int length;
        try {
            length = Packet.length(in);
        } catch (BrokenProtocolException e) {
            broken = true;
            in.skipBytes(in.readableBytes());
            throw e;
        }
        if (length < 0 || in.readableBytes() < length) {
            watch.waiting();
            return;
        }
        out.add(in.readRetainedSlice(length));
        watch.whole();
    }
}
