package live.danmaku.db.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose peer is asked and answers nothing at all for a while: it is frozen, or gone without a
 * word, and the connection is opened anew to wherever its address leads by then. A slow peer that answers anything is kept.
 *
 * <p>The time is counted in looks and not by a clock: when this process itself was stopped, one look comes, and not all that
 * were missed. Of the channel's event loop.
 */
final class SilenceWatch extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);
    private static final int MOST_LOOKS = 4;

    private final Duration patience;
    private @Nullable Future<?> looks;
    private boolean asked;
    private int silentLooks;

    /** @param patience how long, at least; a quarter more at most */
    SilenceWatch(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        long period = patience.toMillis() / MOST_LOOKS;
        looks = context.executor().scheduleWithFixedDelay(() -> look(context), period, period, TimeUnit.MILLISECONDS);
        super.channelActive(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) throws Exception {
        if (!asked) {
            asked = true;
            silentLooks = 0;
        }
        super.write(context, bytes, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        asked = false;
        super.channelRead(context, bytes);
    }

    private void look(ChannelHandlerContext context) {
        if (asked && ++silentLooks > MOST_LOOKS) {
            log.warn(
                    "Redis at {} answers nothing for {}; the connection is opened anew",
                    context.channel().remoteAddress(),
                    patience);
            stop();
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    private void stop() {
        if (looks != null) {
            looks.cancel(false);
            looks = null;
        }
    }
}
