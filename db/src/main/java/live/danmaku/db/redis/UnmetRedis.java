package live.danmaku.db.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** The commands of a Redis that has not been met yet: each fails at once, as those of one that is away do. */
final class UnmetRedis {

    @SuppressWarnings("unchecked")
    static final RedisPubSubAsyncCommands<byte[], byte[]> COMMANDS =
            (RedisPubSubAsyncCommands<byte[], byte[]>) Proxy.newProxyInstance(
                    UnmetRedis.class.getClassLoader(),
                    new Class<?>[] {RedisPubSubAsyncCommands.class},
                    (proxy, method, arguments) -> fail(method));

    private UnmetRedis() {}

    private static Object fail(Method method) {
        AsyncCommand<byte[], byte[], byte[]> command =
                new AsyncCommand<>(new Command<>(CommandType.PING, new ByteArrayOutput<>(ByteArrayCodec.INSTANCE)));
        command.completeExceptionally(new RedisConnectionException("not connected yet: " + method.getName()));
        return command;
    }
}
