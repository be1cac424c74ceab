package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.HashMap;
import java.util.Map;
import live.danmaku.model.Topic;

/** All keys of a topic as of one moment. */
record TopicCopy(Topic topic, Map<byte[], byte[]> dumps) {

    static TopicCopy of(RedisLink redis, Topic topic) {
        Map<byte[], byte[]> dumps = new HashMap<>();
        for (byte[] key : WritingSide.get(redis.commands().keys("{" + topic.name() + "}*"))) {
            dumps.put(key, WritingSide.get(redis.commands().dump(key)));
        }
        return new TopicCopy(topic, dumps);
    }

    /** Loses what came after that moment; what is left was written by another server than this one. */
    void putBack(RedisLink redis) {
        RedisAsyncCommands<byte[], byte[]> commands = redis.commands();
        for (byte[] key : WritingSide.get(commands.keys("{" + topic.name() + "}*"))) {
            WritingSide.get(commands.del(key));
        }
        dumps.forEach((key, dump) -> WritingSide.get(commands.restore(key, 0, dump)));
        WritingSide.get(
                commands.hset(new TopicKeys(topic).meta(), "replid".getBytes(UTF_8), "another".getBytes(UTF_8)));
    }
}
