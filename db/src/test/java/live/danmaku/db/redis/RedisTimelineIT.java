package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.UUID;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.MessageFinder;
import live.danmaku.model.timeline.TimelineContract;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;
import org.junit.jupiter.api.Test;

class RedisTimelineIT extends TimelineContract {

    private static final RedisHints HINTS = new RedisHints(SharedRedis.servers());

    @Override
    public TimelineWriter writer(TimelineLimits limits) {
        return new RedisTimeline(SharedRedis.LINK, limits);
    }

    @Override
    public TimelineReader reader() {
        return new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
    }

    @Override
    public MessageFinder finder() {
        return new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
    }

    @Override
    public HintSource hints() {
        return HINTS;
    }

    @Override
    public TimelineRelease release() {
        return new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
    }

    @Override
    public void lose(Topic topic) {
        RedisCommands<byte[], byte[]> redis =
                SharedRedis.LINK.commands().getStatefulConnection().sync();
        ScanIterator.scan(redis, KeyScanArgs.Builder.matches("{" + topic.name() + "}*"))
                .forEachRemaining(redis::del);
    }

    @Override
    public Object keep(Topic topic) {
        return TopicCopy.of(SharedRedis.LINK, topic);
    }

    @Override
    public void putBack(Topic topic, Object kept) {
        ((TopicCopy) kept).putBack(SharedRedis.LINK);
    }

    @Test
    void append_messageForOneUser_isForgottenAfterTheHorizon() {
        Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
        writer(TimelineLimits.DEFAULT)
                .append(Appends.batch(topic, System.currentTimeMillis(), Appends.silent(1, "s1", "ann")))
                .toCompletableFuture()
                .join();

        byte[] key = new TopicKeys(topic).ownMessages(new UserId("ann"));
        assertThat(SharedRedis.LINK.commands().ttl(key).toCompletableFuture().join())
                .isBetween(1L, TimelineLimits.DEFAULT.dedupeHorizon().toSeconds());
    }

    @Test
    void append_messageThatAVersionBeforeNotedByItsIdAlone_isDuplicateWhileIdsAreRemembered() {
        Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
        OldNotes old = new OldNotes(topic);
        append(topic, Appends.said(1, "m0", "ann"));
        old.note("m1");

        assertThat(append(topic, Appends.said(2, "m1", "ann"), Appends.said(3, "m2", "ann")))
                .containsExactly(Outcome.DUPLICATE, Outcome.APPENDED);
        assertThat(append(topic, Appends.said(4, "m2", "bob"), Appends.said(5, "m2", "ann")))
                .containsExactly(Outcome.APPENDED, Outcome.DUPLICATE);

        old.moveBack(TimelineLimits.DEFAULT.dedupeHorizon().plusSeconds(1));
        assertThat(append(topic, Appends.said(6, "m1", "ann"))).containsExactly(Outcome.APPENDED);
    }

    @Test
    void append_newTimeline_isNotAskedForWhatVersionsBeforeNoted() {
        Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));

        append(topic, Appends.said(1, "m1", "ann"));

        assertThat(new OldNotes(topic).namesSince()).isEqualTo("0");
    }

    private List<Outcome> append(Topic topic, TimelineEntry... entries) {
        return ((AppendResult.Appended) writer(TimelineLimits.DEFAULT)
                        .append(Appends.batch(topic, System.currentTimeMillis(), entries))
                        .toCompletableFuture()
                        .join())
                .outcomes();
    }

    @Test
    void append_redisFailedWhileRemoving_theRepeatRemoves() {
        Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
        long now = System.currentTimeMillis();
        writer(TimelineLimits.DEFAULT)
                .append(Appends.batch(topic, now, Appends.comment(1, "m1")))
                .toCompletableFuture()
                .join();
        AppendBatch batch = Appends.batch(topic, now, Appends.deletion(2, "d1", "m1"));
        // What append.lua leaves when the connection goes before the next step.
        new AppendScript(LuaScript.load("append.lua"), TimelineLimits.DEFAULT)
                .run(SharedRedis.LINK.commands(), batch)
                .toCompletableFuture()
                .join();
        assertThat(finder().find(topic, new MessageId("m1"))
                        .toCompletableFuture()
                        .join())
                .isPresent();

        writer(TimelineLimits.DEFAULT).append(batch).toCompletableFuture().join();

        assertThat(finder().find(topic, new MessageId("m1"))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }
}
