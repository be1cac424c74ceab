package live.danmaku.db.redis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.MessageFinder;
import live.danmaku.model.timeline.TimelineContract;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.testkit.ReplicatedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What is written to the master and read from a replica that has caught up is one timeline. */
class ReplicaTimelineIT extends TimelineContract {

    private static ReplicatedRedis redis;
    private static WritingSide writing;
    private static ReadingSide reading;
    private static RedisHints hints;

    @BeforeAll
    static void start() {
        redis = ReplicatedRedis.start(1);
        writing = new WritingSide(redis.master());
        reading = new ReadingSide(redis.master().address(), redis.replica(0));
        await().atMost(Duration.ofSeconds(20)).until(() -> reading.readsFrom(redis.replica(0)));
        hints = new RedisHints(reading.servers);
    }

    @AfterAll
    static void stop() {
        reading.close();
        writing.close();
        redis.close();
    }

    @Override
    public TimelineWriter writer(TimelineLimits limits) {
        return new AwaitedByReplica(new RedisTimeline(writing.link, limits));
    }

    @Override
    public TimelineReader reader() {
        return reading.timeline;
    }

    @Override
    public MessageFinder finder() {
        return writing.timeline;
    }

    @Override
    public HintSource hints() {
        return hints;
    }

    @Override
    public TimelineRelease release() {
        return new AwaitedByReplica(writing.timeline);
    }

    @Override
    public void lose(Topic topic) {
        writing.lose(topic);
        writing.awaitReplicas(1);
    }

    @Override
    public Object keep(Topic topic) {
        return TopicCopy.of(writing.link, topic);
    }

    @Override
    public void putBack(Topic topic, Object kept) {
        ((TopicCopy) kept).putBack(writing.link);
        writing.awaitReplicas(1);
    }

    private record AwaitedByReplica(RedisTimeline master) implements TimelineWriter, TimelineRelease {

        @Override
        public CompletionStage<AppendResult> append(AppendBatch batch) {
            return master.append(batch).thenCompose(AwaitedByReplica::replicated);
        }

        @Override
        public CompletionStage<Boolean> close(Topic topic) {
            return master.close(topic).thenCompose(AwaitedByReplica::replicated);
        }

        @Override
        public CompletionStage<Void> archived(Topic topic, Cursor upTo) {
            return master.archived(topic, upTo).thenCompose(AwaitedByReplica::replicated);
        }

        @Override
        public CompletionStage<Void> reopen(Topic topic) {
            return master.reopen(topic).thenCompose(AwaitedByReplica::replicated);
        }

        @Override
        public CompletionStage<TimelineRelease.Found> forget(Topic topic, Duration remember) {
            return master.forget(topic, remember).thenCompose(AwaitedByReplica::replicated);
        }

        private static <T> CompletionStage<T> replicated(T result) {
            return writing.link.commands().waitForReplication(1, 10_000).thenApply(replicas -> result);
        }
    }
}
