package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.Appends.said;
import static live.danmaku.model.timeline.Appends.silent;
import static live.danmaku.model.timeline.TestedTimeline.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.ReadResult.Page;
import org.junit.jupiter.api.Test;

/** What an append does with new messages and with repeats, and which places it gives. */
interface AppendContract extends TestedTimeline {

    @Test
    default void append_newMessages_areReadInOrderWithTheirBytes() {
        Appended result = append(batch(topic(), NOW, comments(1, 3)));

        assertThat(result.outcomes()).containsOnly(Outcome.APPENDED).hasSize(3);
        Page page = read(new ReadFrom.Start(), ALL, 10);
        assertThat(Appends.payloads(page.messages()))
                .containsExactly(
                        "{\"id\":\"m1\",\"type\":\"comment\"}",
                        "{\"id\":\"m2\",\"type\":\"comment\"}",
                        "{\"id\":\"m3\",\"type\":\"comment\"}");
        assertThat(page.cursor()).isEqualTo(new Cursor(result.epoch(), result.clock()));
        assertThat(page.gap()).isFalse();
    }

    @Test
    default void append_allTypes_shareOneStrictlyIncreasingClock() {
        List<TimelineEntry> entries = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (MessageType type : MessageType.values()) {
                entries.add(entry(entries.size(), type, "m" + entries.size()));
            }
        }
        entries.forEach(entry -> append(batch(topic(), NOW, entry)));

        List<StoredMessage> messages = read(new ReadFrom.Start(), ALL, 100).messages();
        assertThat(ids(messages))
                .isEqualTo(entries.stream().map(e -> e.id().value()).toList());
        assertThat(messages.stream().map(StoredMessage::place).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    default void append_place_tellsTheTimeSinceTheStreamBegan() {
        Appended result = append(batch(topic(), NOW, comment(1, "m1")));

        long sinceStart = System.currentTimeMillis() - (NOW - MINUTE);
        assertThat(result.clock() / Cursor.PLACES_PER_MS).isBetween(MINUTE - 5_000, sinceStart + 5_000);
    }

    @Test
    default void append_sameIdTwice_isDuplicate() {
        append(batch(topic(), NOW, comment(1, "m1"), comment(2, "m2")));

        assertThat(append(batch(topic(), NOW, comment(1, "m1"), comment(3, "m3")))
                        .outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.APPENDED);
        assertThat(append(batch(topic(), NOW, comment(4, "m4"), comment(5, "m4")))
                        .outcomes())
                .containsExactly(Outcome.APPENDED, Outcome.DUPLICATE);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    default void append_idThatAnotherSenderUsed_isAMessageOfItsOwn() {
        TimelineEntry first = said(1, "m1", "mallory");
        TimelineEntry anns = said(2, "m1", "ann");
        append(batch(topic(), NOW, first));

        assertThat(append(batch(topic(), NOW, anns, said(3, "m1", "ann"))).outcomes())
                .containsExactly(Outcome.APPENDED, Outcome.DUPLICATE);
        assertThat(append(batch(topic(), NOW, said(4, "m1", "mallory"), comment(5, "m1"), comment(6, "m1")))
                        .outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.APPENDED, Outcome.DUPLICATE);

        assertThat(Appends.payloads(read(new ReadFrom.Start(), ALL, 10).messages()))
                .containsExactly(text(first), text(anns), text(comment(5, "m1")));
    }

    @Test
    default void append_idThatAnotherSenderUsedForAMessageOfItsOwnOnly_isShown() {
        append(batch(topic(), NOW, silent(1, "m1", "mallory").from(new UserId("mallory"))));

        assertThat(append(batch(topic(), NOW, said(2, "m1", "ann"))).outcomes()).containsExactly(Outcome.APPENDED);
    }

    private static String text(TimelineEntry entry) {
        return new String(entry.payload(), StandardCharsets.UTF_8);
    }

    @Test
    default void append_onlyDuplicates_leavesTheClockAlone() {
        long clock = append(batch(topic(), NOW, comment(1, "m1"))).clock();

        Appended repeat = append(batch(topic(), NOW, comment(1, "m1")));

        assertThat(repeat.previous()).isEqualTo(clock);
        assertThat(repeat.clock()).isEqualTo(clock);
    }

    @Test
    default void append_sameIdTwentyMinutesLater_isDuplicate() {
        append(batch(topic(), NOW - 20 * MINUTE, comment(1, "m1")));

        assertThat(append(batch(topic(), NOW, comment(2, "m1"))).outcomes()).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    default void append_sameIdStampedInTheBucketBefore_isDuplicate() {
        long end = NOW - Math.floorMod(NOW, 10 * MINUTE);
        append(batch(topic(), end + 3_000, comment(1, "m1")));

        assertThat(append(batch(topic(), end - 1_000, comment(2, "m1"))).outcomes())
                .containsExactly(Outcome.DUPLICATE);
    }

    @Test
    default void append_lowerOffsetAfterHigher_isAppended() {
        append(batch(topic(), NOW, comment(9, "m9")));

        assertThat(append(batch(topic(), NOW, comment(3, "m3"))).outcomes()).containsExactly(Outcome.APPENDED);
    }

    @Test
    default void append_recordOlderThanHorizonButNothingTrimmed_isAppendedOnce() {
        append(batch(topic(), NOW, comment(1, "m1")));
        AppendBatch old = batch(topic(), NOW - Duration.ofDays(1).toMillis(), comment(2, "late"));

        assertThat(append(old).outcomes()).containsExactly(Outcome.APPENDED);
        assertThat(append(old).outcomes()).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    default void append_recordOlderThanHorizonAndThanWhatIsKept_isStale() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        long start = NOW - Duration.ofDays(2).toMillis();
        fill(writer, start, 1, 500);

        AppendBatch old = new AppendBatch(
                topic(),
                start,
                0,
                -1,
                Cursor.ORIGIN,
                NOW - Duration.ofDays(1).toMillis(),
                List.of(comment(501, "late")));

        assertThat(((Appended) get(writer.append(old))).outcomes()).containsExactly(Outcome.STALE);
    }

    @Test
    default void append_placesGoOnAboveWhatAWriterKnows() {
        Appended first = append(batch(topic(), NOW, comment(1, "m1")));
        Cursor ahead = new Cursor(first.epoch(), first.clock() + 5 * MINUTE * Cursor.PLACES_PER_MS);
        get(writer(TimelineLimits.DEFAULT)
                .append(new AppendBatch(topic(), NOW - MINUTE, 0, -1, ahead, NOW, List.of(comment(2, "m2")))));

        assertThat(append(batch(topic(), NOW, comment(3, "m3"))).clock()).isGreaterThan(ahead.place());
    }

    @Test
    default void append_knownPlaceFarInTheFuture_movesTheClockTenMinutesAtMost() {
        Appended first = append(batch(topic(), NOW, comment(1, "m1")));
        Cursor far = new Cursor(first.epoch(), 1L << 52);
        get(writer(TimelineLimits.DEFAULT)
                .append(new AppendBatch(topic(), NOW - MINUTE, 0, -1, far, NOW, List.of(comment(2, "m2")))));

        long sinceStart = System.currentTimeMillis() - NOW + MINUTE;
        assertThat(append(batch(topic(), NOW, comment(3, "m3"))).clock() / Cursor.PLACES_PER_MS)
                .isLessThan(sinceStart + 11 * MINUTE);
    }

    @Test
    default void append_closedTimeline_refusesWhatIsNewKnowsWhatIsNotAndReadingGoesOn() {
        append(batch(topic(), NOW, comment(1, "m1")));
        get(writer(TimelineLimits.DEFAULT).close(topic()));

        assertThat(append(batch(topic(), NOW, comment(1, "m1"), comment(2, "m2")))
                        .outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.CLOSED);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1");
    }
}
