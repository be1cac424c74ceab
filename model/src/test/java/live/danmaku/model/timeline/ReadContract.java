package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.timeline.ReadResult.Page;
import org.junit.jupiter.api.Test;

/** What pages hold, and where their cursors lead. */
interface ReadContract extends TestedTimeline {

    @Test
    default void read_unknownTopic_isEmptyAtTheOriginAndThenMissesNothing() {
        Page before = read(new ReadFrom.Newest(), ALL, 10);
        assertThat(before.messages()).isEmpty();
        assertThat(before.cursor()).isEqualTo(Cursor.ORIGIN);

        append(batch(topic(), NOW, comments(1, 2)));

        Page after = read(new ReadFrom.After(before.cursor()), ALL, 10);
        assertThat(ids(after.messages())).containsExactly("m1", "m2");
        assertThat(after.gap()).isFalse();
    }

    @Test
    default void readAfter_nothingNew_keepsTheCursor() {
        append(batch(topic(), NOW, comment(1, "m1")));
        Cursor cursor = read(new ReadFrom.Newest(), ALL, 10).cursor();

        assertThat(read(new ReadFrom.After(cursor), ALL, 10)).isEqualTo(new Page(List.of(), cursor, false, false));
    }

    @Test
    default void readAfter_smallPagesOverSeveralTypes_seeEverythingOnceInOneOrder() {
        for (int n = 0; n < 60; n++) {
            MessageType type = n % 7 == 0 ? MessageType.GIFT : n % 11 == 0 ? MessageType.SYSTEM : MessageType.COMMENT;
            append(batch(topic(), NOW, entry(n, type, "m" + n)));
        }

        List<StoredMessage> seen = new ArrayList<>();
        Page page = read(new ReadFrom.Start(), ALL, 7);
        seen.addAll(page.messages());
        while (page.more()) {
            page = read(new ReadFrom.After(page.cursor()), ALL, 7);
            seen.addAll(page.messages());
        }

        assertThat(seen)
                .isEqualTo(read(new ReadFrom.Start(), ALL, 100).messages().stream()
                        .map(m -> seen.stream()
                                .filter(s -> s.place() == m.place())
                                .findFirst()
                                .orElseThrow())
                        .toList());
        assertThat(ids(seen)).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    default void readAfter_oneType_passesTheOthersAndCoversThemByTheCursor() {
        append(batch(topic(), NOW, comment(1, "m1")));
        append(batch(topic(), NOW, entry(2, MessageType.LIKE, "l1")));
        append(batch(topic(), NOW, comment(3, "m2")));

        Page likes = read(new ReadFrom.Start(), EnumSet.of(MessageType.LIKE), 10);

        assertThat(ids(likes.messages())).containsExactly("l1");
        assertThat(read(new ReadFrom.After(likes.cursor()), ALL, 10).messages()).isEmpty();
    }

    @Test
    default void readNewest_moreThanTheLimit_givesTheLastOnesOldestFirst() {
        append(batch(topic(), NOW, comments(1, 10)));
        append(batch(topic(), NOW, entry(11, MessageType.GIFT, "g1")));

        Page page = read(new ReadFrom.Newest(), ALL, 3);

        assertThat(ids(page.messages())).containsExactly("m9", "m10", "g1");
        assertThat(page.gap()).isFalse();
    }
}
