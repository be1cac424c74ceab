package live.danmaku.tools.fuzz;

import java.util.List;

/**
 * One input: what is written to a connection, piece by piece.
 *
 * @param isRequest whether it is a whole HTTP request, so that an answer must come
 * @param isForged whether it carries a forged token, so that the answer must be a refusal
 */
record HostileInput(InputKind kind, List<byte[]> pieces, boolean isRequest, boolean isForged) {

    static HostileInput request(InputKind kind, byte[] bytes) {
        return new HostileInput(kind, List.of(bytes), true, false);
    }

    static HostileInput forged(byte[] bytes) {
        return new HostileInput(InputKind.TOKEN, List.of(bytes), true, true);
    }

    static HostileInput stream(InputKind kind, List<byte[]> pieces) {
        return new HostileInput(kind, pieces, false, false);
    }
}
