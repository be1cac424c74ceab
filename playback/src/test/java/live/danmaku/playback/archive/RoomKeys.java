package live.danmaku.playback.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;

/** A room's keys in Redis, for tests that change them behind the program's back. */
final class RoomKeys {

    private final String address;
    private final String tag;

    RoomKeys(String address, RoomId room) {
        this.address = address;
        this.tag = "{room:" + room + "}:";
    }

    /** All keys of a room as they were at one moment. */
    record Dump(Map<String, byte[]> keys) {}

    Dump dump() {
        return ask(redis -> {
            Map<String, byte[]> all = new HashMap<>();
            for (String key : keys(redis)) {
                all.put(key, redis.sync().dump(key.getBytes(UTF_8)));
            }
            return new Dump(all);
        });
    }

    /** Makes the room what it was then, as the fail-over to a replica does that had no more than that. */
    void restore(Dump dump) {
        ask(redis -> {
            keys(redis).forEach(key -> redis.sync().del(key.getBytes(UTF_8)));
            dump.keys().keySet().forEach(key -> restore(redis, dump, key));
            return true;
        });
    }

    /** Makes one key what it was then. */
    void restore(Dump dump, String key) {
        ask(redis -> {
            restore(redis, dump, tag + key);
            return true;
        });
    }

    private static void restore(StatefulRedisConnection<byte[], byte[]> redis, Dump dump, String key) {
        redis.sync()
                .restore(
                        key.getBytes(UTF_8),
                        dump.keys().get(key),
                        RestoreArgs.Builder.ttl(0).replace());
    }

    List<String> messages(MessageType type) {
        return ask(redis -> redis.sync().zrange(key(type), 0, -1).stream()
                .map(message -> new String(message, UTF_8))
                .toList());
    }

    void removeNewest(MessageType type) {
        ask(redis -> redis.sync().zremrangebyrank(key(type), -1, -1));
    }

    /** The names of its keys, without the room's. */
    List<String> names() {
        return ask(redis -> keys(redis).stream()
                .map(key -> key.substring(tag.length()))
                .sorted()
                .toList());
    }

    private byte[] key(MessageType type) {
        return (tag + type.wireName()).getBytes(UTF_8);
    }

    private List<String> keys(StatefulRedisConnection<byte[], byte[]> redis) {
        return redis.sync().keys(tag + "*").stream()
                .map(key -> new String(key, UTF_8))
                .collect(Collectors.toList());
    }

    private <T> T ask(Function<StatefulRedisConnection<byte[], byte[]>, T> question) {
        RedisClient client = RedisClient.create(address);
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            return question.apply(connection);
        } finally {
            client.shutdown();
        }
    }
}
