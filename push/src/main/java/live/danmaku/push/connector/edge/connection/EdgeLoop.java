package live.danmaku.push.connector.edge.connection;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import live.danmaku.push.connector.session.Frame;

/** What the connections of one event loop share. Belongs to the loop; only what is counted is read by others. */
public final class EdgeLoop {

    private static final long LOOK_EVERY_MS = 250;

    private final EventLoop loop;
    private final Edge edge;
    private final SplittableRandom ids;
    private final Deadlines deadlines = new Deadlines();
    private final AtomicLong bytesOut = new AtomicLong();
    private final AtomicLong messagesIn = new AtomicLong();
    private final List<Frame> held = new ArrayList<>();
    private List<Outbound> unflushed = new ArrayList<>();
    private List<Outbound> flushing = new ArrayList<>();

    /** @param seed random; ids of sessions follow from it */
    public EdgeLoop(EventLoop loop, Edge edge, long seed) {
        this.loop = loop;
        this.edge = edge;
        this.ids = new SplittableRandom(seed);
    }

    /** Begins to look at deadlines, until the loop ends. */
    public EdgeLoop start() {
        loop.scheduleAtFixedRate(() -> deadlines.look(nowMs()), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    EventLoop loop() {
        return loop;
    }

    Edge edge() {
        return edge;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    long newId() {
        return ids.nextLong();
    }

    long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime());
    }

    void sent(int bytes) {
        bytesOut.lazySet(bytesOut.getPlain() + bytes);
    }

    void received() {
        messagesIn.lazySet(messagesIn.getPlain() + 1);
    }

    /** Bytes handed to sockets. Any thread may ask. */
    public long bytesOut() {
        return bytesOut.get();
    }

    /** Messages of clients, control frames of WebSocket among them. Any thread may ask. */
    public long messagesIn() {
        return messagesIn.get();
    }

    /** Holds the frame until what is written in this turn is flushed. */
    void hold(Frame frame) {
        if (held.isEmpty() || held.get(held.size() - 1) != frame) {
            held.add(frame.retain());
        }
    }

    /** Flushes this connection when the loop's turn ends, however much is written until then. */
    void flushLater(Outbound connection) {
        if (unflushed.isEmpty()) {
            if (loop instanceof SingleThreadEventLoop turns) {
                turns.executeAfterEventLoopIteration(this::flush);
            } else {
                loop.execute(this::flush);
            }
        }
        unflushed.add(connection);
    }

    private void flush() {
        List<Outbound> now = unflushed;
        unflushed = flushing;
        flushing = now;
        for (Outbound connection : now) {
            connection.flush();
        }
        now.clear();
        held.forEach(Frame::release);
        held.clear();
    }
}
