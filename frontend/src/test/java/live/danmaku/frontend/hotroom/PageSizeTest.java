package live.danmaku.frontend.hotroom;

import static live.danmaku.frontend.hotroom.SnapshotMessages.EPOCH;
import static live.danmaku.frontend.hotroom.SnapshotMessages.message;
import static live.danmaku.frontend.hotroom.SnapshotMessages.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import org.junit.jupiter.api.Test;

class PageSizeTest {

    private static final long SECOND = 1_000 * Cursor.PLACES_PER_MS;

    @Test
    void cut_smallRoom_leavesNothingOut() {
        PollPage page = PageSize.of(999, 100).cut(comments(1, 300), 500, cursor(300), null);

        assertThat(page.messages()).hasSize(300);
        assertThat(page.leftOut()).isZero();
    }

    @Test
    void cut_largeRoom_hasTheNewestAndSaysHowManyItLeavesOut() {
        PollPage page = PageSize.of(5_000, 100).cut(comments(1, 300), 500, cursor(300), null);

        assertThat(places(page)).hasSize(100).startsWith(201L).endsWith(300L);
        assertThat(page.leftOut()).isEqualTo(200);
        assertThat(page.cursor()).isEqualTo(cursor(300));
        assertThat(page.more()).isFalse();
    }

    @Test
    void cut_largeRoom_whatMattersComesOnTopHoweverOld() {
        List<SnapshotMessage> wanted = new ArrayList<>();
        wanted.add(SnapshotMessage.of(message(1, "system", "P0", "{}")));
        wanted.add(SnapshotMessage.of(message(2, "gift", "P1", "{}")));
        wanted.add(SnapshotMessage.of(message(3, "gift", "P2", "{}")));
        wanted.addAll(comments(4, 300));

        PollPage page = PageSize.of(5_000, 100).cut(wanted, 50, cursor(300), null);

        assertThat(places(page)).hasSize(52).startsWith(1L, 2L, 251L);
        assertThat(page.leftOut()).isEqualTo(300 - 52);
    }

    @Test
    void cut_veryLargeRoom_goesBackForAShortTimeOnly() {
        List<SnapshotMessage> wanted = List.of(
                SnapshotMessage.of(SnapshotMessages.comment(SECOND)),
                SnapshotMessage.of(SnapshotMessages.comment(15 * SECOND)),
                SnapshotMessage.of(SnapshotMessages.comment(20 * SECOND)));

        PollPage page = PageSize.of(20_000, 100).cut(wanted, 100, cursor(20 * SECOND), null);

        assertThat(places(page)).containsExactly(15 * SECOND, 20 * SECOND);
        assertThat(page.leftOut()).isEqualTo(1);
    }

    @Test
    void cut_whatTheViewerWrote_isNeverLeftOut() {
        PollPage page = PageSize.of(5_000, 100).cut(comments(1, 300), 50, cursor(300), new UserId("u7"));

        assertThat(places(page)).hasSize(51).startsWith(7L, 251L);
    }

    @Test
    void cut_sample_isTheSameForEverybodyAndCounted() {
        PollPage page = PageSize.of(10, 30).cut(comments(1, 1_000), 500, cursor(1_000), null);

        assertThat(page.messages().size()).isBetween(200, 400);
        assertThat(page.leftOut()).isEqualTo(1_000 - page.messages().size());
        assertThat(places(PageSize.of(10, 30).cut(comments(1, 1_000), 500, cursor(1_000), null)))
                .isEqualTo(places(page));
    }

    private static List<SnapshotMessage> comments(long first, long last) {
        List<SnapshotMessage> comments = new ArrayList<>();
        for (long place = first; place <= last; place++) {
            comments.add(SnapshotMessage.of(SnapshotMessages.comment(place)));
        }
        return comments;
    }

    private static Cursor cursor(long place) {
        return new Cursor(EPOCH, place);
    }
}
