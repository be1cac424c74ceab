package live.danmaku.push.pusher.feed;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.ops.RoomFigureSource;
import live.danmaku.model.ops.RoomFigures;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.link.LinkHandler;

/** What connectors follow, over some threads. */
public final class TopicFeeds implements LinkHandler, RoomFigureSource, AutoCloseable {

    private final FeedMetrics metrics;
    private final DefaultEventExecutorGroup threads;
    private final List<Loop> loops = new ArrayList<>();

    private record Loop(Turns turns, FeedLoop feeds) {}

    /** @param heartbeat how often topics' places are told at least */
    public TopicFeeds(FeedParts parts, Duration heartbeat) {
        metrics = parts.metrics();
        threads = new DefaultEventExecutorGroup(parts.settings().threadCount(), new DefaultThreadFactory("feeds"));
        for (EventExecutor thread : threads) {
            Turns turns = new ExecutorTurns(thread);
            FeedLoop feeds = new FeedLoop(parts, turns, heartbeat.toNanos());
            loops.add(new Loop(turns, feeds));
            turns.soon(feeds::start);
        }
    }

    private Loop loop(Topic topic) {
        int hash = topic.hashCode() * 0x9E3779B9;
        return loops.get(Math.floorMod(hash ^ hash >>> 16, loops.size()));
    }

    @Override
    public void said(Link link, FromConnector message) {
        switch (message.getKindCase()) {
            case FOLLOW -> {
                Topic topic = Topic.parse(message.getFollow().getTopic());
                Loop loop = loop(topic);
                loop.turns().soon(() -> loop.feeds().follow(link, topic, message.getFollow()));
            }
            case UNFOLLOW -> {
                Topic topic = Topic.parse(message.getUnfollow().getTopic());
                Loop loop = loop(topic);
                loop.turns().soon(() -> loop.feeds().unfollow(link, topic));
            }
            case PULLS -> pulls(link, message.getPulls().getPullsList());
            default -> {
                // Others' business.
            }
        }
    }

    private void pulls(Link link, List<Pull> pulls) {
        for (Loop loop : loops) {
            List<TopicPull> own = new ArrayList<>();
            for (Pull pull : pulls) {
                Topic topic = Topic.parse(pull.getTopic());
                if (loop(topic) == loop) {
                    own.add(new TopicPull(topic, pull));
                }
            }
            if (!own.isEmpty()) {
                loop.turns().soon(() -> own.forEach(one -> loop.feeds().pull(link, one.topic(), one.pull())));
            }
        }
    }

    private record TopicPull(Topic topic, Pull pull) {}

    @Override
    public void closed(Link link) {
        loops.forEach(loop -> loop.turns().soon(() -> loop.feeds().forget(link)));
    }

    /** How many topics are followed here. */
    public int topics() {
        return metrics.topics();
    }

    @Override
    public Map<RoomId, RoomFigures> rooms() {
        return metrics.rooms();
    }

    /** Ends; blocks until the threads have. */
    @Override
    public void close() {
        loops.forEach(loop -> loop.turns().soon(loop.feeds()::close));
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
