package live.danmaku.tools.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes for each of the server's ports, nearly right. Not thread-safe. */
final class StreamInputs {

    private static final byte[] HTTP2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
    private static final int PACKET_HEADER = 16;
    private static final int TEXT_FRAME = 1;
    private static final int BINARY_FRAME = 2;
    private static final List<String> PROTOCOLS = List.of("", "", "danmaku.json.v1", "x");
    private static final List<String> OPERATIONS =
            List.of("auth", "heartbeat", "ack", "subscribe", "unsubscribe", "room", "disconnect", "x");

    private final Hostile hostile;
    private final HostileJson json;
    private final HttpInputs requests;
    private final Target target;

    StreamInputs(Hostile hostile, HttpInputs requests, Target target) {
        this.hostile = hostile;
        this.json = new HostileJson(hostile);
        this.requests = requests;
        this.target = target;
    }

    HostileInput raw() {
        byte[] bytes = switch (hostile.below(5)) {
            case 0 -> chunked();
            case 1 -> hostile.bytes(1 + hostile.below(400));
            default -> hostile.mutated(requests.request());
        };
        return HostileInput.stream(InputKind.RAW, hostile.pieces(bytes));
    }

    private byte[] chunked() {
        String size = hostile.oneIn(2) ? hostile.text() : Integer.toHexString(hostile.below(40));
        String request =
                "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n%s\r\n0\r\n\r\n"
                        .formatted(
                                hostile.oneOf(List.of(
                                        "/v1/telemetry",
                                        "/v1/rooms",
                                        "/v1/rooms/" + hostile.oneOf(target.rooms()) + "/messages")),
                                target.host(),
                                size,
                                hostile.text());
        return request.getBytes(UTF_8);
    }

    HostileInput token() {
        String token = hostile.oneOf(
                target.tokens().stream().filter(text -> !text.isEmpty()).toList());
        String forged;
        do {
            forged = new String(hostile.mutated(token.getBytes(ISO_8859_1)), ISO_8859_1).replaceAll("[^!-~]", "");
        } while (forged.equals(token));
        return HostileInput.forged("GET /v1/ops/switches HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(target.host(), forged)
                .getBytes(ISO_8859_1));
    }

    HostileInput webSocket() {
        List<byte[]> pieces = new ArrayList<>();
        String protocol = hostile.oneOf(PROTOCOLS);
        String upgrade =
                "GET /sub HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                .formatted(target.host())
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + (protocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n")
                        + "\r\n";
        pieces.add(hostile.oneIn(20) ? hostile.mutated(upgrade.getBytes(ISO_8859_1)) : upgrade.getBytes(ISO_8859_1));
        boolean isText = protocol.equals("danmaku.json.v1");
        pieces.add(frame(isText ? TEXT_FRAME : BINARY_FRAME, isText ? text(true) : packet(true)));
        for (int i = hostile.below(6); i > 0; i--) {
            byte[] payload = isText ? text(false) : packet(false);
            byte[] frame = frame(hostile.oneIn(6) ? hostile.below(16) : isText ? TEXT_FRAME : BINARY_FRAME, payload);
            pieces.add(hostile.oneIn(4) ? hostile.mutated(frame) : frame);
        }
        return HostileInput.stream(InputKind.WEBSOCKET, pieces);
    }

    /** Masked with zeros. */
    private byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((hostile.oneIn(8) ? 0 : 0x80) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    HostileInput tcp() {
        List<byte[]> pieces = new ArrayList<>(List.of(packet(true)));
        for (int i = hostile.below(6); i > 0; i--) {
            pieces.add(hostile.oneIn(3) ? hostile.mutated(packet(false)) : packet(false));
        }
        return HostileInput.stream(InputKind.TCP, pieces);
    }

    private byte[] packet(boolean isAuth) {
        byte[] body = isAuth ? auth() : body();
        int length = hostile.oneIn(15) ? hostile.below(1 << 20) - (1 << 19) : PACKET_HEADER + body.length;
        return ByteBuffer.allocate(PACKET_HEADER + body.length)
                .putInt(length)
                .putShort((short) (hostile.oneIn(15) ? hostile.below(64) : PACKET_HEADER))
                .putShort((short) hostile.below(3))
                .putInt(isAuth ? 7 : hostile.below(24))
                .putInt(hostile.below(100) - 50)
                .put(body)
                .array();
    }

    private byte[] body() {
        return json.body(List.of("topic", "topics", "cursor", "room", "ticket")).getBytes(UTF_8);
    }

    private byte[] auth() {
        if (hostile.oneIn(3)) {
            return body();
        }
        return "{\"ticket\":\"%s\",\"room\":\"%s\"}"
                .formatted(target.ticket(), hostile.oneOf(target.rooms()))
                .getBytes(UTF_8);
    }

    private byte[] text(boolean isAuth) {
        if (isAuth) {
            return "{\"op\":\"auth\",\"ticket\":\"%s\",\"room\":\"%s\"}"
                    .formatted(target.ticket(), hostile.oneOf(target.rooms()))
                    .getBytes(UTF_8);
        }
        String body = json.body(List.of("op", "topic", "topics", "cursor", "room"));
        return (hostile.oneIn(2) ? body : "{\"op\":\"%s\",\"topic\":\"room:x\"}".formatted(hostile.oneOf(OPERATIONS)))
                .getBytes(UTF_8);
    }

    HostileInput link() {
        List<byte[]> pieces = new ArrayList<>(List.of(HTTP2_PREFACE));
        for (int i = 1 + hostile.below(6); i > 0; i--) {
            byte[] payload = hostile.bytes(hostile.below(64));
            pieces.add(ByteBuffer.allocate(9 + payload.length)
                    .put((byte) 0)
                    .putShort((short) payload.length)
                    .put((byte) hostile.below(10))
                    .put((byte) hostile.below(256))
                    .putInt(hostile.below(8))
                    .put(payload)
                    .array());
        }
        return HostileInput.stream(InputKind.LINK, pieces);
    }
}
