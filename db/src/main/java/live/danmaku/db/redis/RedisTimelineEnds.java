package live.danmaku.db.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEnds;

/**
 * Timelines' ends by {@code ends.lua}, from where reads go ({@link ReadServers}). A call of {@link TimelineEnds#MOST} topics is
 * one command, and keeps Redis for some tenths of a ms. Thread-safe.
 */
public final class RedisTimelineEnds implements TimelineEnds {

    private static final LuaScript SCRIPT = LuaScript.load("ends.lua");

    private final ReadServers servers;

    public RedisTimelineEnds(ReadServers servers) {
        this.servers = servers;
    }

    @Override
    public CompletionStage<List<Cursor>> ends(List<Topic> topics) {
        if (topics.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (topics.size() > MOST) {
            throw new IllegalArgumentException("topics: %d (expected: at most %d)".formatted(topics.size(), MOST));
        }
        byte[][] keys =
                topics.stream().map(topic -> new TopicKeys(topic).meta()).toArray(byte[][]::new);
        CompletionStage<List<Object>> answer = SCRIPT.read(servers.current().commands(), ScriptOutputType.MULTI, keys);
        return answer.thenApply(RedisTimelineEnds::cursors);
    }

    private static List<Cursor> cursors(List<Object> pairs) {
        List<Cursor> ends = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            ends.add(new Cursor(new Epoch(Replies.text(pairs.get(i))), Long.parseLong(Replies.text(pairs.get(i + 1)))));
        }
        return ends;
    }
}
