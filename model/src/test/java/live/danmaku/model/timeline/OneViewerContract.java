package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.Appends.silent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.ReadResult.Page;
import org.junit.jupiter.api.Test;

/** Messages that one user alone sees. */
interface OneViewerContract extends TestedTimeline {

    UserId ANN = new UserId("ann");

    @Test
    default void read_messageForOneUser_isSeenByThatUserInItsPlaceAndByNobodyElse() {
        append(batch(topic(), NOW, comment(1, "m1"), silent(2, "s1", "ann"), comment(3, "m2"), silent(4, "s2", "bob")));

        for (ReadFrom from : List.of(new ReadFrom.Start(), new ReadFrom.Newest(), new ReadFrom.After(Cursor.ORIGIN))) {
            assertThat(ids(read(from, ALL, 10).messages())).containsExactly("m1", "m2");
            assertThat(ids(readAs(ANN, from, ALL, 10).messages())).containsExactly("m1", "s1", "m2");
        }
    }

    @Test
    default void readAfter_messageForOneUser_isOnOnePageOfSmallOnes() {
        append(batch(topic(), NOW, silent(1, "s1", "ann"), comment(2, "m2"), silent(3, "s3", "ann"), comment(4, "m4")));

        List<StoredMessage> seen = new ArrayList<>();
        Page page = readAs(ANN, new ReadFrom.Start(), ALL, 1);
        seen.addAll(page.messages());
        while (page.more()) {
            page = readAs(ANN, new ReadFrom.After(page.cursor()), ALL, 1);
            seen.addAll(page.messages());
        }

        assertThat(ids(seen)).containsExactly("s1", "m2", "s3", "m4");
    }

    @Test
    default void read_messageForOneUser_isAComment() {
        append(batch(topic(), NOW, silent(1, "s1", "ann")));
        append(batch(topic(), NOW, entry(2, MessageType.GIFT, "g1")));

        assertThat(ids(readAs(ANN, new ReadFrom.Start(), EnumSet.of(MessageType.GIFT), 10)
                        .messages()))
                .containsExactly("g1");
        assertThat(ids(readAs(ANN, new ReadFrom.Start(), EnumSet.of(MessageType.COMMENT), 10)
                        .messages()))
                .containsExactly("s1");
    }

    @Test
    default void append_messageForOneUserTwice_isDuplicate() {
        append(batch(topic(), NOW, silent(1, "s1", "ann")));

        assertThat(append(batch(topic(), NOW, silent(1, "s1", "ann"), comment(2, "s1")))
                        .outcomes())
                .containsOnly(Outcome.DUPLICATE);
    }

    @Test
    default void append_manyMessagesForOneUser_keepsTheNewestHundred() {
        for (int n = 1; n <= 120; n++) {
            append(batch(topic(), NOW, silent(n, "s" + n, "ann")));
        }

        Page page = readAs(ANN, new ReadFrom.Start(), ALL, 500);
        assertThat(ids(page.messages())).hasSize(100).startsWith("s21").endsWith("s120");
        assertThat(page.gap()).isFalse();
    }
}
