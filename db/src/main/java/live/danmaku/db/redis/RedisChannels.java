package live.danmaku.db.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;

/** What every connection to Redis has, from the wire on. */
final class RedisChannels implements NettyCustomizer {

    private final NettyCustomizer flushes = new FlushTogether();
    private final Duration patience;

    /** @param patience see {@link SilenceWatch} */
    RedisChannels(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        flushes.afterChannelInitialized(channel);
        channel.pipeline().addFirst(new SilenceWatch(patience));
    }
}
