package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.process.RoomSetup;

/** The rooms of a case on a front end of the program, and how its clients talk: packets of the 16-byte framing. */
final class Rooms {

    private static final int HEADER = 16;
    private static final int HEARTBEAT = 2;
    private static final int AUTH = 7;

    private final URI front;
    private final RoomSetup setup;
    private String prefix = "";
    private String ticket = "";

    Rooms(URI front) throws IOException, InterruptedException {
        this.front = front;
        this.setup = new RoomSetup(front);
    }

    /** Makes new rooms; blocks until clients can connect. */
    void make(int rooms) throws IOException, InterruptedException {
        prefix = "fan-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";
        for (int room = 0; room < rooms; room++) {
            setup.createRoom(prefix + room);
        }
        ticket = setup.ticket();
    }

    ByteBuf auth(int room) {
        return packet(AUTH, "{\"ticket\":\"%s\",\"room\":\"%s\"}".formatted(ticket, prefix + room));
    }

    ByteBuf heartbeat() {
        return packet(HEARTBEAT, "");
    }

    private static ByteBuf packet(int operation, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return Unpooled.buffer(HEADER + bytes.length)
                .writeInt(HEADER + bytes.length)
                .writeShort(HEADER)
                .writeShort(0)
                .writeInt(operation)
                .writeInt(0)
                .writeBytes(bytes);
    }

    /** To each of so many rooms in turn. */
    RequestSource messages(int rooms) {
        String headers = "Authorization: Bearer %s\r\nContent-Type: application/json\r\n".formatted(setup.token());
        String body = "{\"type\":\"comment\",\"from\":{\"uid\":\"user42\",\"name\":\"Ann\"},\"body\":{\"text\":\"%s\"}}"
                .formatted(Marker.PLACE);
        return new MarkedMessages(
                front, rooms, room -> "/v1/rooms/%s/messages".formatted(prefix + room), headers, body);
    }
}
