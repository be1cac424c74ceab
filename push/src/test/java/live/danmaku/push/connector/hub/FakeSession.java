package live.danmaku.push.connector.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.Encoding;
import live.danmaku.web.address.ClientAddress;
import org.jspecify.annotations.Nullable;

/** A client that reads what it is sent, and checks each topic's chain as it does. */
final class FakeSession implements Session {

    private final String id;
    private final EventLoop loop;
    private final Encoding encoding;
    private final Client client;
    private final Hub hub;
    private final Map<String, Cursor> places = new HashMap<>();
    private final Map<String, List<String>> seen = new HashMap<>();
    private final Map<String, Integer> leftOutOf = new HashMap<>();
    final Map<String, Cursor> begin = new HashMap<>();
    final List<String> broken = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    int leftOut;
    int gaps;
    long pending;
    boolean reads = true;
    boolean acknowledges = true;

    @Nullable
    Admission admission;

    @Nullable
    CloseReason closed;

    FakeSession(String id, EventLoop loop, Encoding encoding, @Nullable String uid, Hub hub) {
        this.id = id;
        this.loop = loop;
        this.encoding = encoding;
        this.hub = hub;
        Sender user = uid == null ? null : new Sender(new UserId(uid), uid);
        this.client =
                new Client(user, null, null, 0, "native", ClientAddress.direct(InetAddress.getLoopbackAddress()), null);
    }

    void admitted(Admission answer) {
        admission = answer;
        answer.cursors().forEach((topic, cursor) -> {
            places.put(topic.name(), cursor);
            begin.put(topic.name(), cursor);
        });
    }

    /** What its wish to enter was answered. */
    Admission admission() {
        return Objects.requireNonNull(admission);
    }

    /** What it was given of a topic, in order. */
    List<String> seen(String topic) {
        return seen.getOrDefault(topic, List.of());
    }

    @Nullable
    Cursor place(String topic) {
        return places.get(topic);
    }

    void forget(String topic) {
        places.remove(topic);
        seen.remove(topic);
    }

    @Override
    public void write(Frame frame) {
        if (closed != null) {
            return;
        }
        ByteBuf packets = frame.from(frame.packetsAt());
        String text = packets.toString(StandardCharsets.UTF_8);
        packets.release();
        String[] parts = text.split("\\|");
        follow(parts[0], parts[1], parts[2], text);
        leftOut(parts[0], Integer.parseInt(parts[3]));
        gaps += parts[5].equals("gap") ? 1 : 0;
        List<String> ids = seen.computeIfAbsent(parts[0], any -> new ArrayList<>());
        for (String message : parts[4].split(",")) {
            if (!message.isEmpty()) {
                if (ids.contains(message)) {
                    broken.add(message + " twice");
                }
                ids.add(message);
            }
        }
        if (!reads) {
            pending += frame.size();
        }
    }

    private void leftOut(String topic, int messages) {
        leftOut += messages;
        leftOutOf.merge(topic, messages, Integer::sum);
    }

    /** How many messages of a topic it was told that it did not get. */
    int leftOut(String topic) {
        return leftOutOf.getOrDefault(topic, 0);
    }

    private void follow(String topic, String from, String to, String what) {
        Cursor place = places.get(topic);
        if (place == null || !place.toString().equals(from)) {
            broken.add("%s is not at %s (expected by %s)".formatted(topic, place, what));
        }
        places.put(topic, Cursor.parse(to));
    }

    /** Takes all that waits for it. */
    void drain() {
        pending = 0;
        reads = true;
        hub.drained(this);
    }

    @Override
    public void leftOut(Topic topic, Cursor from, Cursor to, int messages, boolean gap) {
        if (closed != null) {
            return;
        }
        String notice = "%s %s-%s %d%s".formatted(topic, from, to, messages, gap ? " gap" : "");
        notices.add(notice);
        follow(topic.name(), from.toString(), to.toString(), notice);
        leftOut(topic.name(), messages);
        gaps += gap ? 1 : 0;
    }

    @Override
    public void close(CloseReason reason) {
        if (closed == null) {
            closed = reason;
            loop.execute(() -> hub.closed(this));
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Encoding encoding() {
        return encoding;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public boolean acknowledges() {
        return acknowledges;
    }

    @Override
    public long pendingBytes() {
        return pending;
    }

    @Override
    public boolean isOpen() {
        return closed == null;
    }
}
