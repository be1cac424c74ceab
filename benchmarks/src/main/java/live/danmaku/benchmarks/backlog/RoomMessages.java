package live.danmaku.benchmarks.backlog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Flow;

/**
 * Comments of one room, of {@value #BYTES} bytes each, as a front end makes them. An id tells its sender and which of the
 * sender's messages it is: {@code u<sender>-<number>}. Thread-safe.
 */
public final class RoomMessages {

    public static final int BYTES = 200;

    private final String room;
    private final Topic topic;
    private final long streamStart = System.currentTimeMillis();

    public RoomMessages(String room) {
        this.room = room;
        this.topic = Topic.room(new RoomId(room));
    }

    public String room() {
        return room;
    }

    public Topic topic() {
        return topic;
    }

    public Flow flow() {
        return new Flow(topic, MessageType.COMMENT);
    }

    public long streamStart() {
        return streamStart;
    }

    /** @param number which of this sender's messages it is; they are sent in ascending order */
    public AcceptedMessage message(int sender, int number) {
        long now = System.currentTimeMillis();
        String uid = "u" + sender;
        String id = uid + "-" + number;
        String head = "{\"id\":\"" + id + "\",\"type\":\"comment\",\"priority\":\"P3\",\"room\":\"" + room
                + "\",\"from\":{\"uid\":\"" + uid + "\",\"name\":\"Ann\"},\"sentAt\":" + now + ",\"at\":"
                + (now - streamStart) + ",\"body\":{\"text\":\"";
        String payload = head + "x".repeat(Math.max(1, BYTES - head.length() - 3)) + "\"}}";
        return new AcceptedMessage(
                        topic, new MessageId(id), MessageType.COMMENT, streamStart, now, payload.getBytes(US_ASCII))
                .from(new UserId(uid));
    }
}
