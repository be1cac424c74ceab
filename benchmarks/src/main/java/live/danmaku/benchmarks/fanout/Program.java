package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.process.RoomSetup;

/** The packaged program: its rooms are made anew for each case, and its clients talk in packets of the 16-byte framing. */
abstract class Program implements Broadcaster {

    private static final int HEADER = 16;
    private static final int HEARTBEAT = 2;
    private static final int AUTH = 7;

    private final URI front;
    private final RoomSetup setup;
    private String prefix = "";
    private String ticket = "";
    private boolean compiled;

    Program(URI front) throws IOException, InterruptedException {
        this.front = front;
        this.setup = new RoomSetup(front);
    }

    /** Makes new rooms; blocks until clients can connect. */
    final void makeRooms(int rooms) throws IOException, InterruptedException {
        prefix = "fan-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";
        for (int room = 0; room < rooms; room++) {
            setup.createRoom(prefix + room);
        }
        ticket = setup.ticket();
    }

    /** The JVM compiles for minutes what is called some hundred times a second; a server runs for weeks. */
    @Override
    public final int warmUpSeconds() {
        int seconds = compiled ? 30 : 120;
        compiled = true;
        return seconds;
    }

    @Override
    public final String path(int room) {
        return "/sub";
    }

    @Override
    public final ByteBuf greeting(int room) {
        return packet(AUTH, "{\"ticket\":\"%s\",\"room\":\"%s\"}".formatted(ticket, prefix + room));
    }

    @Override
    public final ByteBuf heartbeat() {
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

    @Override
    public final URI publishAt() {
        return front;
    }

    @Override
    public final RequestSource messages(FanoutCase load) {
        String headers = "Authorization: Bearer %s\r\nContent-Type: application/json\r\n".formatted(setup.token());
        String body = "{\"type\":\"comment\",\"from\":{\"uid\":\"user42\",\"name\":\"Ann\"},\"body\":{\"text\":\"%s\"}}"
                .formatted(Marker.PLACE);
        return new MarkedMessages(
                front, load.rooms(), room -> "/v1/rooms/%s/messages".formatted(prefix + room), headers, body);
    }
}
