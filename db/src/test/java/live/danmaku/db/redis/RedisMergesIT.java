package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.Emission.Form;
import live.danmaku.model.merge.Fold;
import live.danmaku.model.merge.FoldResult;
import live.danmaku.model.merge.FoldResult.Folded;
import live.danmaku.model.merge.Outbox;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedisMergesIT {

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final RedisMerges merges = new RedisMerges(SharedRedis.LINK, TimelineLimits.DEFAULT);
    private final RedisTimeline timeline = new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
    private final long now = System.currentTimeMillis();
    private long acknowledged = -1;
    private Cursor known = Cursor.ORIGIN;

    private record Sent(long offset, String id, @Nullable String uid, Fold fold) {
        Sent(long offset, String id, Fold fold) {
            this(offset, id, null, fold);
        }
    }

    @Test
    void fold_loneGift_isShownAsItCameAndNothingFollows() {
        Outbox outbox = folded(MessageType.GIFT, gift(0, 1, now)).outbox();

        assertThat(texts(outbox)).containsExactly("PLAIN g0 0 0 0");
        assertThat(outbox.next()).isNull();
        assertThat(new String(outbox.emissions().get(0).payload(), UTF_8)).isEqualTo("payload of g0");
    }

    @Test
    void fold_combo_isPacedAndEndsWithTheRightTotal() {
        show(MessageType.GIFT, folded(MessageType.GIFT, gift(0, 1, now)).outbox());

        Outbox later = folded(MessageType.GIFT, gift(1, 2, now + 10), gift(2, 3, now + 20))
                .outbox();

        assertThat(later.emissions()).isEmpty();
        assertThat(later.next()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        assertThat(awaitOutbox(MessageType.GIFT)).containsExactly("COMBO g2 5 50 6");
        assertThat(awaitOutbox(MessageType.GIFT)).containsExactly("FINAL g2 0 0 6");
        assertThat(wake(MessageType.GIFT)).isEqualTo(new Outbox(List.of(), null));
    }

    @Test
    void fold_giftsSentFurtherApart_areCombosOfTheirOwnThatEndInTheirOrder() {
        Outbox outbox = folded(
                        MessageType.GIFT,
                        gift(0, 1, now - 9_000),
                        gift(1, 1, now - 8_000),
                        gift(2, 1, now - 5_000),
                        gift(3, 1, now - 4_000))
                .outbox();

        assertThat(texts(outbox)).containsExactly("PLAIN g0 0 0 0", "FINAL g1 1 10 2", "PLAIN g2 0 0 0");
    }

    @Test
    void fold_giftAfterTheFinalOfItsCombo_takesItUpAgain() {
        show(
                MessageType.GIFT,
                folded(MessageType.GIFT, gift(0, 1, now), gift(1, 1, now)).outbox());
        awaitOutbox(MessageType.GIFT);
        assertThat(awaitOutbox(MessageType.GIFT)).containsExactly("FINAL g1 0 0 2");

        show(MessageType.GIFT, folded(MessageType.GIFT, gift(2, 1, now + 1_000)).outbox());
        List<String> shown = new ArrayList<>(awaitOutbox(MessageType.GIFT));
        shown.addAll(awaitOutbox(MessageType.GIFT));

        assertThat(shown).containsExactly("COMBO g2 1 10 3", "FINAL g2 0 0 3");
    }

    @Test
    void fold_giftTooLateForItsCombo_isShownByItself() {
        show(MessageType.GIFT, folded(MessageType.GIFT, gift(0, 1, now)).outbox());

        assertThat(texts(folded(MessageType.GIFT, gift(1, 1, now - 3_000)).outbox()))
                .containsExactly("PLAIN g1 0 0 0");
    }

    @Test
    void fold_likes_showTheFirstAtOnceThenOneASecond() {
        show(MessageType.LIKE, folded(MessageType.LIKE, like(0, 3)).outbox());

        assertThat(folded(MessageType.LIKE, like(1, 1), like(2, 5)).outbox().emissions())
                .isEmpty();

        assertThat(awaitOutbox(MessageType.LIKE)).containsExactly("LIKE g2 6 0 9");
        assertThat(wake(MessageType.LIKE)).isEqualTo(new Outbox(List.of(), null));
    }

    @Test
    void fold_status_showsTheFirstAtOnceThenTheLastValueByTimeOfSending() {
        show(
                MessageType.STATUS,
                folded(MessageType.STATUS, status(0, "pk", now - 100)).outbox());

        Folded later = folded(
                MessageType.STATUS,
                status(1, "pk", now - 95),
                status(2, "pk", now - 80),
                status(3, "pk", now - 80),
                status(4, "pk", now - 90),
                status(5, "mood", now));

        assertThat(texts(later.outbox())).containsExactly("PLAIN g5 0 0 0");
        assertThat(later.outbox().next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
        show(MessageType.STATUS, later.outbox());
        assertThat(awaitOutbox(MessageType.STATUS)).containsExactly("PLAIN g3 0 0 0");
        assertThat(wake(MessageType.STATUS)).isEqualTo(new Outbox(List.of(), null));
    }

    @Test
    void fold_redelivery_countsNothingTwiceAndBringsWhatWasNotConfirmed() {
        Folded first = folded(MessageType.LIKE, like(0, 3), like(1, 4));
        acknowledged = -1;

        Folded again = folded(MessageType.LIKE, like(0, 3), like(1, 4));

        assertThat(first.outcomes()).containsExactly(Outcome.MERGED, Outcome.MERGED);
        assertThat(again.outcomes()).containsExactly(Outcome.DUPLICATE, Outcome.DUPLICATE);
        assertThat(texts(first.outbox())).containsExactly("LIKE g1 7 0 7");
        assertThat(texts(again.outbox())).isEqualTo(texts(first.outbox()));
        assertThat(again.outbox().emissions().get(0).token())
                .isEqualTo(first.outbox().emissions().get(0).token());
    }

    @Test
    void fold_idThatAnotherSenderUsed_countsAsWell() {
        Fold three = like(0, 3).fold();

        Folded folded = folded(
                MessageType.LIKE,
                new Sent(0, "g0", "mallory", three),
                new Sent(1, "g0", "ann", three),
                new Sent(2, "g0", "ann", three));

        assertThat(folded.outcomes()).containsExactly(Outcome.MERGED, Outcome.MERGED, Outcome.DUPLICATE);
        assertThat(texts(folded.outbox())).containsExactly("LIKE g0 6 0 6");
    }

    @Test
    void fold_messageThatAVersionBeforeNotedByItsIdAlone_isDuplicate() {
        append(comment(1, "m1"));
        new OldNotes(topic).note("/g0");

        assertThat(folded(
                                MessageType.LIKE,
                                new Sent(0, "g0", "ann", like(0, 3).fold()),
                                new Sent(1, "g1", "ann", like(1, 4).fold()))
                        .outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.MERGED);
    }

    @Test
    void fold_clientsRepeatInOneBatch_countsOnce() {
        Folded folded = folded(
                MessageType.LIKE, like(0, 3), new Sent(1, "g0", like(0, 3).fold()));

        assertThat(folded.outcomes()).containsExactly(Outcome.MERGED, Outcome.DUPLICATE);
        assertThat(texts(folded.outbox())).containsExactly("LIKE g0 3 0 3");
    }

    @Test
    void fold_storeLostWhatWasAcknowledged_answersRewindAndWritesNothing() {
        folded(MessageType.LIKE, like(7, 1));
        acknowledged = 9;

        assertThat(fold(MessageType.LIKE, like(10, 1))).isEqualTo(new FoldResult.Rewind(7));

        acknowledged = -1;
        assertThat(folded(MessageType.LIKE, like(10, 1)).outcomes()).containsExactly(Outcome.MERGED);
    }

    @Test
    void fold_recordsOlderThanIdsAreRemembered_countOnceByTheirOffset() {
        long old = now - Duration.ofHours(3).toMillis();
        folded(old, MessageType.LIKE, like(0, 1));
        acknowledged = -1;
        get(SharedRedis.LINK.commands().del(new TopicKeys(topic).ids(TimelineLimits.bucketOf(old))));

        assertThat(folded(old, MessageType.LIKE, like(0, 1), like(1, 1)).outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.MERGED);
    }

    @Test
    void close_whileSomethingIsToCome_waitsForIt() {
        Outbox first = folded(MessageType.LIKE, like(0, 1)).outbox();
        assertThat(get(timeline.close(topic))).isFalse();
        show(MessageType.LIKE, first);
        folded(MessageType.LIKE, like(1, 1));
        assertThat(get(timeline.close(topic))).isFalse();
        awaitOutbox(MessageType.LIKE);

        assertThat(get(timeline.close(topic))).isTrue();

        assertThat(folded(MessageType.LIKE, like(1, 1), like(2, 1)).outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.CLOSED);
    }

    @Test
    void wake_moreThanOneAnswerHolds_saysSo() {
        for (int batch = 0; batch < 3; batch++) {
            Sent[] keys = new Sent[10];
            for (int i = 0; i < keys.length; i++) {
                int offset = batch * 10 + i;
                keys[i] = status(offset, "key " + offset, now);
            }
            folded(MessageType.STATUS, keys);
        }

        Outbox first = wake(MessageType.STATUS);
        assertThat(first.emissions()).hasSize(Outbox.MOST_EMISSIONS);
        assertThat(first.next()).isZero();
        show(MessageType.STATUS, first);
        assertThat(wake(MessageType.STATUS).emissions()).hasSize(10);
    }

    @Test
    void fold_sameIdStampedInTheBucketBefore_isDuplicate() {
        long bucket = now - Math.floorMod(now, TimelineLimits.DEDUPE_BUCKET.toMillis());
        folded(bucket + 3_000, MessageType.GIFT, gift(0, 1, now));

        assertThat(folded(
                                bucket - 1_000,
                                MessageType.GIFT,
                                new Sent(1, "g0", gift(0, 1, now).fold()))
                        .outcomes())
                .containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void fold_timelineLostWhatTheWriterKnows_answersRewindAndFoldsNothing() {
        Appended before = append(comment(1, "m1"));
        TopicCopy copy = TopicCopy.of(SharedRedis.LINK, topic);
        known = cursor(append(comment(2, "m2")));
        copy.putBack(SharedRedis.LINK);

        assertThat(fold(MessageType.GIFT, gift(0, 1, now))).isEqualTo(new FoldResult.Rewind(-1));
        append(comment(3, "m3"));
        acknowledged = -1;
        assertThat(fold(MessageType.GIFT, gift(0, 1, now)))
                .as("another one has appended since")
                .isEqualTo(new FoldResult.Rewind(-1));
        known = new Cursor(Epoch.random(), 7);
        acknowledged = -1;
        assertThat(fold(MessageType.GIFT, gift(0, 1, now))).isEqualTo(new FoldResult.Rewind(-1));

        known = cursor(before);
        acknowledged = -1;
        assertThat(folded(MessageType.GIFT, gift(0, 1, now)).outcomes()).containsExactly(Outcome.MERGED);
    }

    private Appended append(TimelineEntry entry) {
        return (Appended) get(timeline.append(batch(topic, now, entry)));
    }

    private static Cursor cursor(Appended appended) {
        return new Cursor(appended.epoch(), appended.clock());
    }

    private static Sent gift(long offset, long count, long sentAt) {
        return new Sent(offset, "g" + offset, new Fold("ann rose", count, count * 10, sentAt));
    }

    private Sent like(long offset, long count) {
        return new Sent(offset, "g" + offset, new Fold("all", count, 0, now));
    }

    private static Sent status(long offset, String key, long sentAt) {
        return new Sent(offset, "g" + offset, new Fold(key, 0, 0, sentAt));
    }

    private Folded folded(MessageType type, Sent... messages) {
        return folded(now, type, messages);
    }

    private Folded folded(long recordedAt, MessageType type, Sent... messages) {
        return (Folded) fold(recordedAt, type, messages);
    }

    private FoldResult fold(MessageType type, Sent... messages) {
        return fold(now, type, messages);
    }

    private FoldResult fold(long recordedAt, MessageType type, Sent... messages) {
        List<TimelineEntry> entries = Arrays.stream(messages)
                .map(sent -> new TimelineEntry(
                                sent.offset(),
                                new MessageId(sent.id()),
                                type,
                                ("payload of " + sent.id()).getBytes(UTF_8))
                        .from(sent.uid() == null ? null : new UserId(sent.uid())))
                .toList();
        AppendBatch batch = new AppendBatch(topic, now - 60_000, 0, acknowledged, known, recordedAt, entries);
        FoldResult result =
                get(merges.fold(batch, Arrays.stream(messages).map(Sent::fold).toList()));
        acknowledged = Math.max(acknowledged, messages[messages.length - 1].offset());
        return result;
    }

    private Outbox wake(MessageType type) {
        return get(merges.wake(topic, type));
    }

    private void show(MessageType type, Outbox outbox) {
        get(merges.confirm(topic, type, outbox.emissions()));
    }

    /** Waits for the next that is due, and confirms it. */
    private List<String> awaitOutbox(MessageType type) {
        Outbox outbox = await().atMost(10, TimeUnit.SECONDS)
                .until(() -> wake(type), due -> !due.emissions().isEmpty());
        show(type, outbox);
        return texts(outbox);
    }

    private static List<String> texts(Outbox outbox) {
        return outbox.emissions().stream().map(RedisMergesIT::text).toList();
    }

    private static String text(Emission emission) {
        Form form = emission.form();
        return "%s %s %d %d %d".formatted(form, emission.last(), emission.count(), emission.value(), emission.total());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
