package live.danmaku.db.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineLimits;

/** What a processor has of Redis: the master. */
final class WritingSide implements AutoCloseable {

    final RedisLink link;
    final RedisTimeline timeline;
    private final RedisHeartbeat heartbeat;

    WritingSide(EmbeddedRedis master) {
        link = new RedisLink(master.address(), Duration.ofSeconds(2));
        timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
        heartbeat = new RedisHeartbeat(link);
        heartbeat.start();
    }

    /** Appends comments {@code m<first>} to {@code m<last>}; answers the cursor behind them. */
    Cursor append(Topic topic, int first, int last) {
        Appended appended = (Appended)
                get(timeline.append(Appends.batch(topic, System.currentTimeMillis(), Appends.comments(first, last))));
        return new Cursor(appended.epoch(), appended.clock());
    }

    /** Blocks until so many replicas have everything. */
    void awaitReplicas(int replicas) {
        if (get(link.commands().waitForReplication(replicas, 10_000)) < replicas) {
            throw new IllegalStateException("replicas are late");
        }
    }

    /** Loses a room's log without a trace. */
    void lose(Topic topic) {
        get(link.commands()
                .keys("{" + topic.name() + "}*")
                .thenCompose(found -> link.commands().del(found.toArray(byte[][]::new))));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        heartbeat.close();
        link.close();
    }
}
