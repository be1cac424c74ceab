package live.danmaku.push.pusher.encode;

import java.io.ByteArrayOutputStream;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.pusher.message.PushedMessage;

/** Makes batches' bytes. Belongs to one thread. */
public final class BatchEncoder {

    /** How many bytes an encoding of a batch has at most; a WebSocket frame of 64 KiB holds it with every header. */
    public static final int MOST_BYTES = 60 << 10;

    private static final int GOIM_VERSION = 1;

    private final int goimOperation;
    private final EncodeMetrics metrics;
    private final ZlibCompressor zlib = new ZlibCompressor();
    private final BrotliCompressor brotli = new BrotliCompressor();

    /** @param goimOperation the operation of goim's inner packets */
    public BatchEncoder(int goimOperation, EncodeMetrics metrics) {
        this.goimOperation = goimOperation;
        this.metrics = metrics;
    }

    /** A batch whose encodings are made when they are asked for, once each. Of this encoder's thread. */
    public EncodedBatch encode(BatchContent content) {
        return new EncodedBatch(content, this);
    }

    /**
     * How many bytes a message takes at most in an encoding that is not compressed; compressed ones are not larger than that.
     *
     * @param webLive whether somebody takes the web-live dialect, whose messages are much larger
     */
    public static int most(PushedMessage message, boolean webLive) {
        return webLive ? 1_100 + 3 * message.payload().length : Packets.HEADER + 1 + message.payload().length;
    }

    /** The bytes of one encoding; empty when it says nothing. Messages that do not fit are left out and counted. */
    byte[] encode(PacketSource source, Encoding encoding) {
        long begin = System.nanoTime();
        PacketSource rest = source;
        byte[] bytes = bytes(rest, encoding);
        while (bytes.length > MOST_BYTES && !rest.content().messages().isEmpty()) {
            metrics.tooLarge();
            rest = new PacketSource(rest.content().withoutLargest());
            bytes = bytes(rest, encoding);
        }
        metrics.encoded(encoding, System.nanoTime() - begin);
        return bytes;
    }

    private byte[] bytes(PacketSource source, Encoding encoding) {
        return switch (encoding) {
            case NATIVE -> source.nativePackets();
            case NATIVE_ZLIB -> zlibbed(source.nativePackets());
            case NATIVE_BROTLI -> brotlied(source.nativePackets());
            case JSON -> NativeBatch.text(source.content());
            case GOIM -> goim(source.content());
            case WEB_LIVE -> source.webLivePackets();
            case WEB_LIVE_ZLIB -> zlibbed(source.webLivePackets());
            case WEB_LIVE_BROTLI -> brotlied(source.webLivePackets());
        };
    }

    private byte[] zlibbed(byte[] packets) {
        return packets.length == 0 ? packets : Packets.packet(Packets.ZLIB, Packets.MESSAGES, zlib.compress(packets));
    }

    private byte[] brotlied(byte[] packets) {
        return packets.length == 0
                ? packets
                : Packets.packet(Packets.BROTLI, Packets.MESSAGES, brotli.compress(packets));
    }

    private byte[] goim(BatchContent content) {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (PushedMessage message : content.messages()) {
            Packets.write(packets, GOIM_VERSION, goimOperation, message.payload());
        }
        return packets.toByteArray();
    }
}
