package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;

/** Messages and pages for tests of snapshots. */
final class SnapshotMessages {

    static final Epoch EPOCH = new Epoch("e7");

    private SnapshotMessages() {}

    /** A comment at a place, {@code m<place>}. */
    static StoredMessage comment(long place) {
        return message(place, "comment", "P3", "{}");
    }

    static StoredMessage message(long place, String type, String priority, String body) {
        String json = ("{\"id\":\"m%d\",\"type\":\"%s\",\"priority\":\"%s\",\"room\":\"r1\","
                        + "\"from\":{\"uid\":\"u%d\",\"name\":\"U\"},\"body\":%s}")
                .formatted(place, type, priority, place, body);
        return new StoredMessage(place, json.getBytes(UTF_8));
    }

    static ReadResult.Page page(long clock, StoredMessage... messages) {
        return new ReadResult.Page(List.of(messages), new Cursor(EPOCH, clock), false, false);
    }

    static List<Long> places(PollPage page) {
        return page.messages().stream().map(StoredMessage::place).toList();
    }

    static List<String> ids(PollPage page) {
        return page.messages().stream()
                .map(message -> MessageHead.of(message.payload()).id())
                .toList();
    }
}
