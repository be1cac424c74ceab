package live.danmaku.push.pusher.encode;

import java.io.ByteArrayOutputStream;
import live.danmaku.push.pusher.message.PushedMessage;
import org.jspecify.annotations.Nullable;

/** The plain packets of a batch, which are made once for the plain and the compressed encodings of them. Of one thread. */
final class PacketSource {

    private final BatchContent content;
    private byte @Nullable [] nativePackets;
    private byte @Nullable [] webLivePackets;

    PacketSource(BatchContent content) {
        this.content = content;
    }

    BatchContent content() {
        return content;
    }

    byte[] nativePackets() {
        byte[] made = nativePackets;
        if (made == null) {
            made = NativeBatch.packet(content);
            nativePackets = made;
        }
        return made;
    }

    /** Empty when that dialect has nothing to say. */
    byte[] webLivePackets() {
        byte[] made = webLivePackets;
        if (made == null) {
            ByteArrayOutputStream packets = new ByteArrayOutputStream();
            for (PushedMessage message : content.messages()) {
                byte[] said = WebLiveMessage.of(message);
                if (said != null) {
                    Packets.write(packets, Packets.PLAIN, Packets.MESSAGES, said);
                }
            }
            made = packets.toByteArray();
            webLivePackets = made;
        }
        return made;
    }
}
