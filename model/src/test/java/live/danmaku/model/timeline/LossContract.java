package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.TestedTimeline.get;
import static org.assertj.core.api.Assertions.assertThat;

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
