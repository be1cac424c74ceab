package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineLimits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a reader of a topic sees of one type. */
final class ShownMessages implements AutoCloseable {

    private final RedisLink link;
    private final RedisTimeline timeline;

    ShownMessages(String redisUri) {
        link = new RedisLink(redisUri, Duration.ofSeconds(5));
        timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
    }

    /** Oldest first; at most 500. */
    List<JsonNode> of(Topic topic, MessageType type) {
        return stored(topic, type).stream()
                .map(message -> JsonMapper.shared().readTree(message.payload()))
                .toList();
    }

    /** How many ms lie between a message and the one before it. */
    List<Long> gapsMs(Topic topic, MessageType type) {
        List<StoredMessage> messages = stored(topic, type);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < messages.size(); i++) {
            gaps.add((messages.get(i).place() - messages.get(i - 1).place()) / Cursor.PLACES_PER_MS);
        }
        return gaps;
    }

    private List<StoredMessage> stored(Topic topic, MessageType type) {
        ReadRequest request = new ReadRequest(topic, new ReadFrom.Start(), EnumSet.of(type), 500);
        ReadResult.Page page = (ReadResult.Page) timeline.read(request)
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        return page.messages();
    }

    @Override
    public void close() {
        link.close();
    }
}
