package live.danmaku.benchmarks.fanout;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import live.danmaku.benchmarks.load.RequestSource;
import org.jspecify.annotations.Nullable;

/** A server that sends what is published in a room to all who are connected there, in processes of its own. */
interface Broadcaster extends AutoCloseable {

    String name();

    /** Gets ready for a case; blocks. */
    void prepare(FanoutCase load) throws IOException, InterruptedException;

    /** For how many seconds the load of a new case makes it faster still. */
    int warmUpSeconds();

    /** Where subscribers connect. */
    URI subscribeAt();

    /** The path of the WebSocket of a room. */
    String path(int room);

    /** The payload of the first frame of a subscriber; null when it says nothing. It is answered by one frame. */
    @Nullable
    ByteBuf greeting(int room);

    /** The payload of a subscriber's heartbeat; null when there is none. */
    @Nullable
    ByteBuf heartbeat();

    /** Where messages are posted. */
    URI publishAt();

    /** Messages to be posted, to each room in turn. */
    RequestSource messages(FanoutCase load);

    /** What the process that holds the connections has used of the CPU. */
    Duration cpuTime();

    @Override
    void close();
}
