package live.danmaku.benchmarks.backlog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult.Page;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineReader;

/**
 * Whether every sender's messages are in a timeline in the order they were sent in.
 *
 * @param messages in the timeline
 * @param violations messages that do not come right after the same sender's one before
 */
public record OwnOrder(long messages, long violations) {

    private static final int ID_AT = "{\"id\":\"u".length();

    /** Reads a timeline of {@link RoomMessages} from begin to end; blocks. */
    public static OwnOrder of(TimelineReader timeline, Topic topic) throws InterruptedException, ExecutionException {
        Map<String, Integer> next = new HashMap<>();
        long messages = 0;
        long violations = 0;
        ReadFrom from = new ReadFrom.Start();
        while (true) {
            ReadRequest request = new ReadRequest(topic, from, EnumSet.of(MessageType.COMMENT), ReadRequest.MAX_LIMIT);
            Page page = (Page) timeline.read(request).toCompletableFuture().get();
            for (StoredMessage message : page.messages()) {
                messages++;
                String id = id(message.payload());
                int dash = id.indexOf('-');
                int number = Integer.parseInt(id.substring(dash + 1));
                int expected = next.getOrDefault(id.substring(0, dash), 0);
                if (number != expected) {
                    violations++;
                }
                next.put(id.substring(0, dash), Math.max(number, expected - 1) + 1);
            }
            if (!page.more()) {
                return new OwnOrder(messages, violations);
            }
            from = new ReadFrom.After(page.cursor());
        }
    }

    private static String id(byte[] payload) {
        int end = ID_AT;
        while (payload[end] != '"') {
            end++;
        }
        return new String(payload, ID_AT, end - ID_AT, US_ASCII);
    }
}
