package live.danmaku.frontend.events;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Why a front end ends a stream that its client would keep. The codes are those of long connections. */
enum StreamEnd {
    /** This front end stops; the client goes to another one, not all of them at once. */
    SHUTDOWN(4000, "going-away"),
    /** The client is further behind than is kept in memory. With its cursor it loses nothing. */
    SLOW(4001, "slow-consumer"),
    /** Ops have switched long connections off. */
    SWITCH(4007, "use-polling");

    private static final int SPREAD_MS = 3_000;

    private final int code;
    private final String reason;

    StreamEnd(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    ByteBuffer text() {
        long afterMs = this == SHUTDOWN ? ThreadLocalRandom.current().nextInt(SPREAD_MS) : 0;
        return EventText.close(code, reason, afterMs);
    }
}
