package live.danmaku.push.pusher.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;

/** A link that keeps what is said on it. Thread-safe. */
public final class HeardLink implements Link {

    private final Hello connector;
    private final List<FromPusher> heard = new CopyOnWriteArrayList<>();
    private volatile boolean keepsUp = true;

    public HeardLink(String node) {
        this(Hello.newBuilder().setNode(node).build());
    }

    public HeardLink(Hello connector) {
        this.connector = connector;
    }

    /** What was said, in order. */
    public List<FromPusher> heard() {
        return heard;
    }

    public void setKeepsUp(boolean keepsUp) {
        this.keepsUp = keepsUp;
    }

    @Override
    public Hello connector() {
        return connector;
    }

    @Override
    public void say(FromPusher message) {
        heard.add(message);
    }

    @Override
    public boolean offer(FromPusher message) {
        return keepsUp && heard.add(message);
    }

    @Override
    public boolean keepsUp() {
        return keepsUp;
    }

    @Override
    public void close(String reason) {}

    @Override
    public String toString() {
        return connector.getNode();
    }
}
