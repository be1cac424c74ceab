package live.danmaku.processor.consume;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import live.danmaku.model.Topic;

/** Single topics' keys, so that they lose a suffix while the server and all others lose nothing. Blocks. */
final class RedisKeys {

    private final String redisUri;

    RedisKeys(String redisUri) {
        this.redisUri = redisUri;
    }

    /** A topic's keys as they are now: what a replica has that gets nothing more. */
    Map<byte[], byte[]> dump(Topic topic) {
        Map<byte[], byte[]> kept = new HashMap<>();
        use(commands -> commands.keys(pattern(topic)).forEach(key -> kept.put(key, commands.dump(key))));
        return kept;
    }

    void restore(Topic topic, Map<byte[], byte[]> kept) {
        use(commands -> {
            delete(commands, topic);
            kept.forEach((key, value) -> commands.restore(key, value, RestoreArgs.Builder.ttl(0)));
        });
    }

    void delete(Topic topic) {
        use(commands -> delete(commands, topic));
    }

    private static void delete(RedisCommands<byte[], byte[]> commands, Topic topic) {
        List<byte[]> keys = commands.keys(pattern(topic));
        if (!keys.isEmpty()) {
            commands.del(keys.toArray(byte[][]::new));
        }
    }

    private static String pattern(Topic topic) {
        return "{" + topic.name() + "}*";
    }

    void use(Consumer<RedisCommands<byte[], byte[]>> use) {
        try (RedisClient client = RedisClient.create(redisUri)) {
            use.accept(client.connect(ByteArrayCodec.INSTANCE).sync());
        }
    }
}
