package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.TestedTimeline.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.ReadResult.Page;
import org.junit.jupiter.api.Test;

/** What writers and readers are told of a timeline that was lost, or has lost its newest part. */
interface LossContract extends TestedTimeline {

    @Test
    default void append_timelineLostWhatTheWriterKnows_answersRewindAndWritesNothing() {
        append(batch(topic(), NOW, comments(1, 5)));

        AppendBatch after = new AppendBatch(topic(), NOW - MINUTE, 0, 7, Cursor.ORIGIN, NOW, List.of(comment(8, "m8")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(after))).isEqualTo(new AppendResult.Rewind(5));
        assertThat(read(new ReadFrom.Start(), ALL, 10).messages()).hasSize(5);
    }

    @Test
    default void append_higherOffsetOfAnotherType_doesNotHideWhatWasLost() {
        append(batch(topic(), NOW, comments(1, 5)));
        append(batch(topic(), NOW, comment(20, "m20")));

        // This writer was told that gift 7 is appended, and the timeline knows of no gift.
        AppendBatch gift = new AppendBatch(
                topic(), NOW - MINUTE, 0, 7, Cursor.ORIGIN, NOW, List.of(entry(21, MessageType.GIFT, "g21")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(gift))).isEqualTo(new AppendResult.Rewind(-1));
    }

    @Test
    default void append_wholeTimelineLost_answersRewindToTheBeginning() {
        append(batch(topic(), NOW, comments(1, 5)));
        lose(topic());

        AppendBatch after = new AppendBatch(topic(), NOW - MINUTE, 0, 5, Cursor.ORIGIN, NOW, List.of(comment(6, "m6")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(after))).isEqualTo(new AppendResult.Rewind(-1));
    }

    @Test
    default void append_clockIsBehindWhatTheWriterKnows_answersRewindAndAddsNothing() {
        append(batch(topic(), NOW, comments(1, 5)));
        Object kept = keep(topic());
        Cursor known = cursor(append(batch(topic(), NOW, entry(6, MessageType.GIFT, "g6"))));
        putBack(topic(), kept);

        // The first gift was in what is lost: there is no offset that could be missing.
        assertThat(get(writer(TimelineLimits.DEFAULT).append(knowing(known, entry(7, MessageType.GIFT, "g7")))))
                .isEqualTo(new AppendResult.Rewind(-1));
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1", "m2", "m3", "m4", "m5");
    }

    @Test
    default void append_anotherHasAppendedSinceTheLoss_stillAnswersRewind() {
        append(batch(topic(), NOW, comments(1, 5)));
        Object kept = keep(topic());
        Cursor known = cursor(append(batch(topic(), NOW, comment(6, "m6"))));
        putBack(topic(), kept);
        append(batch(topic(), NOW, entry(9, MessageType.GIFT, "g9")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(knowing(known, comment(7, "m7")))))
                .isEqualTo(new AppendResult.Rewind(5));
    }

    @Test
    default void append_writerKnowsAnEpochThatIsLost_answersRewindAndMakesNoTimeline() {
        Cursor known = cursor(append(batch(topic(), NOW, comments(1, 5))));
        lose(topic());

        assertThat(get(writer(TimelineLimits.DEFAULT).append(knowing(known, comment(6, "m6")))))
                .isEqualTo(new AppendResult.Rewind(-1));
        assertThat(read(new ReadFrom.Start(), ALL, 10).cursor()).isEqualTo(Cursor.ORIGIN);
    }

    @Test
    default void append_writerKnowsAnEpochThatAnotherOneFollowed_answersRewind() {
        Cursor known = cursor(append(batch(topic(), NOW, comments(1, 5))));
        lose(topic());
        append(batch(topic(), NOW, comment(1, "m1")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(knowing(known, comment(6, "m6")))))
                .isEqualTo(new AppendResult.Rewind(1));
    }

    @Test
    default void append_afterAFailOverThatLostNothing_isAppendedAndNobodyIsToldOfAGap() {
        append(batch(topic(), NOW, comments(1, 4)));
        Cursor known = cursor(append(batch(topic(), NOW, comment(5, "m5"))));
        putBack(topic(), keep(topic()));

        append(knowing(known, comment(6, "m6")));

        Page page = read(new ReadFrom.After(known), ALL, 10);
        assertThat(page.gap()).isFalse();
        assertThat(ids(page.messages())).containsExactly("m6");
    }

    @Test
    default void readAfter_cursorOfWhatWasLostAndAppendedInAnotherOrder_tellsOneGapAndSkipsNothing() {
        Cursor survived = cursor(append(batch(topic(), NOW, comments(1, 3))));
        Object kept = keep(topic());
        Cursor between = cursor(append(batch(topic(), NOW, comment(4, "m4"))));
        Cursor end = cursor(append(batch(topic(), NOW, comment(5, "m5"))));
        putBack(topic(), kept);
        append(batch(topic(), NOW, comment(5, "m5")));
        append(batch(topic(), NOW, comment(4, "m4")));
        append(batch(topic(), NOW, comment(6, "m6")));

        for (Cursor lost : List.of(between, end)) {
            Page page = read(new ReadFrom.After(lost), ALL, 2);
            assertThat(page.gap()).isTrue();
            assertThat(ids(page.messages())).containsExactly("m5", "m4");
            assertThat(page.brokenUpTo()).isGreaterThanOrEqualTo(lost.place());
            Page next = read(new ReadFrom.After(page.cursor()), ALL, 2);
            assertThat(next.gap()).isFalse();
            assertThat(ids(next.messages())).containsExactly("m6");
        }
        Page page = read(new ReadFrom.After(survived), ALL, 10);
        assertThat(page.gap()).isFalse();
        assertThat(ids(page.messages())).containsExactly("m5", "m4", "m6");
    }

    @Test
    default void readAfter_lossThatOnlyAWriterHasToldOf_tellsGapOnceAndGoesOn() {
        Cursor survived = cursor(append(batch(topic(), NOW, comments(1, 3))));
        Object kept = keep(topic());
        Cursor lost = cursor(append(batch(topic(), NOW, comment(4, "m4"))));
        putBack(topic(), kept);
        get(writer(TimelineLimits.DEFAULT).append(knowing(lost, comment(5, "m5"))));

        Page empty = read(new ReadFrom.After(lost), ALL, 10);
        Page unbroken = read(new ReadFrom.After(survived), ALL, 10);
        append(batch(topic(), NOW, comment(4, "m4")));

        assertThat(empty.gap()).isTrue();
        assertThat(unbroken.gap()).isFalse();
        for (Cursor cursor : List.of(empty.cursor(), unbroken.cursor(), survived)) {
            Page page = read(new ReadFrom.After(cursor), ALL, 10);
            assertThat(page.gap()).isFalse();
            assertThat(ids(page.messages())).containsExactly("m4");
        }
    }

    @Test
    default void readAfter_moreLossesThanAreKept_noneIsSilentAndReadingComesToTheEnd() {
        List<Cursor> lost = new ArrayList<>();
        for (int n = 1; n <= 24; n += 2) {
            append(batch(topic(), NOW, comment(n, "m" + n)));
            Object kept = keep(topic());
            lost.add(cursor(append(batch(topic(), NOW, comment(n + 1, "lost" + n)))));
            putBack(topic(), kept);
        }
        append(batch(topic(), NOW, comment(25, "m25")));

        for (Cursor cursor : lost) {
            Page page = read(new ReadFrom.After(cursor), ALL, 1);
            assertThat(page.gap()).isTrue();
            int first = 3 + 2 * lost.indexOf(cursor);
            for (int n = first; n <= 25; n += 2) {
                assertThat(ids(page.messages())).containsExactly("m" + n);
                page = read(new ReadFrom.After(page.cursor()), ALL, 1);
            }
            assertThat(page.messages()).isEmpty();
            assertThat(page.gap()).isFalse();
        }
    }

    private AppendBatch knowing(Cursor known, TimelineEntry entry) {
        return new AppendBatch(topic(), NOW - MINUTE, 0, -1, known, NOW, List.of(entry));
    }

    private static Cursor cursor(Appended appended) {
        return new Cursor(appended.epoch(), appended.clock());
    }

    @Test
    default void readAfter_cursorOfLostEpoch_tellsGapAndBeginsAtTheStart() {
        append(batch(topic(), NOW, comments(1, 5)));
        Cursor old = read(new ReadFrom.Newest(), ALL, 10).cursor();
        lose(topic());
        append(batch(topic(), NOW, comments(3, 6)));

        Page page = read(new ReadFrom.After(old), ALL, 10);

        assertThat(page.gap()).isTrue();
        assertThat(ids(page.messages())).containsExactly("m3", "m4", "m5", "m6");
        assertThat(page.cursor().epoch()).isNotEqualTo(old.epoch());
    }

    @Test
    default void readAfter_timelineLostAndNotRebuiltYet_keepsTheCursor() {
        append(batch(topic(), NOW, comments(1, 5)));
        Cursor old = read(new ReadFrom.Newest(), ALL, 10).cursor();
        lose(topic());

        assertThat(read(new ReadFrom.After(old), ALL, 10)).isEqualTo(new Page(List.of(), old, false, false));
    }

    @Test
    default void readAfter_cursorAheadOfTheClock_isAheadAndKeepsTheCursor() {
        Appended result = append(batch(topic(), NOW, comment(1, "m1")));
        Cursor ahead = new Cursor(result.epoch(), result.clock() + 5);

        assertThat(get(reader().read(new ReadRequest(topic(), new ReadFrom.After(ahead), ALL, 10))))
                .isEqualTo(new ReadResult.Ahead(ahead));
    }
}
