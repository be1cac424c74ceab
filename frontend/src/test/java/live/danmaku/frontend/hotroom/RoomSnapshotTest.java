package live.danmaku.frontend.hotroom;

import static live.danmaku.frontend.hotroom.SnapshotMessages.EPOCH;
import static live.danmaku.frontend.hotroom.SnapshotMessages.comment;
import static live.danmaku.frontend.hotroom.SnapshotMessages.message;
import static live.danmaku.frontend.hotroom.SnapshotMessages.page;
import static live.danmaku.frontend.hotroom.SnapshotMessages.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomSnapshotTest {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);
    private static final int MOST = 1_000;

    private final PageSize all = PageSize.of(0, 100);
    private final RoomSnapshot snapshot = RoomSnapshot.of(page(30, comment(10), comment(20), comment(30)), MOST);

    @Test
    void page_afterACursorInside_isWhatCameLater() {
        PollPage page = after(snapshot, 20, 100);

        assertThat(places(page)).containsExactly(30L);
        assertThat(page.cursor()).isEqualTo(new Cursor(EPOCH, 30));
        assertThat(page.more()).isFalse();
    }

    @Test
    void page_cursorBetweenMessages_losesNone() {
        assertThat(places(after(snapshot, 15, 100))).containsExactly(20L, 30L);
        assertThat(places(after(snapshot, 9, 100))).containsExactly(10L, 20L, 30L);
    }

    @Test
    void page_cursorBeforeTheSnapshot_isForTheTimelineToAnswer() {
        assertThat(ask(snapshot, new ReadFrom.After(new Cursor(EPOCH, 8)), ALL, 100))
                .isNull();
        assertThat(ask(snapshot, new ReadFrom.After(Cursor.ORIGIN), ALL, 100)).isNull();
        assertThat(ask(snapshot, new ReadFrom.Start(), ALL, 100)).isNull();
    }

    @Test
    void page_cursorOfAnotherEpoch_isForTheTimelineToAnswer() {
        assertThat(ask(snapshot, new ReadFrom.After(new Cursor(new Epoch("e8"), 20)), ALL, 100))
                .isNull();
    }

    @Test
    void page_cursorAheadOfTheSnapshot_isNothingNewWithTheSameCursor() {
        PollPage page = after(snapshot, 35, 100);

        assertThat(page.messages()).isEmpty();
        assertThat(page.cursor()).isEqualTo(new Cursor(EPOCH, 35));
        assertThat(page.gap()).isFalse();
    }

    @Test
    void page_moreThanTheLimit_endsAtItsLastMessageAndSaysSo() {
        PollPage page = after(snapshot, 9, 2);

        assertThat(places(page)).containsExactly(10L, 20L);
        assertThat(page.cursor()).isEqualTo(new Cursor(EPOCH, 20));
        assertThat(page.more()).isTrue();
        assertThat(page.leftOut()).isZero();
    }

    @Test
    void page_someTypes_leavesTheOthersAndMovesTheCursorOverThem() {
        RoomSnapshot mixed = RoomSnapshot.of(page(30, comment(10), message(20, "gift", "P2", "{}"), comment(30)), MOST);

        PollPage page = Objects.requireNonNull(
                ask(mixed, new ReadFrom.After(new Cursor(EPOCH, 10)), EnumSet.of(MessageType.GIFT), 100));

        assertThat(places(page)).containsExactly(20L);
        assertThat(page.cursor()).isEqualTo(new Cursor(EPOCH, 30));
    }

    @Test
    void page_newest_isTheLastOnesOfAWholeTimelineOrOfEnough() {
        PollPage newest = Objects.requireNonNull(ask(snapshot, new ReadFrom.Newest(), ALL, 2));
        assertThat(places(newest)).containsExactly(20L, 30L);
        assertThat(ask(snapshot, new ReadFrom.Newest(), ALL, 100)).isNotNull();

        RoomSnapshot part = RoomSnapshot.of(
                page(
                        500,
                        LongStream.rangeClosed(1, 500)
                                .mapToObj(SnapshotMessages::comment)
                                .toArray(StoredMessage[]::new)),
                MOST);
        assertThat(ask(part, new ReadFrom.Newest(), ALL, 500)).isNotNull();
        assertThat(ask(part, new ReadFrom.Newest(), EnumSet.of(MessageType.GIFT), 10))
                .isNull();
    }

    @Test
    void with_laterMessages_continuesAndTrims() {
        RoomSnapshot next = RoomSnapshot.of(page(30, comment(10), comment(20), comment(30)), 3)
                .with(page(50, comment(40), comment(50)), 3);

        assertThat(places(after(next, 20, 100))).containsExactly(30L, 40L, 50L);
        assertThat(ask(next, new ReadFrom.After(new Cursor(EPOCH, 19)), ALL, 100))
                .isNull();
    }

    @Test
    void page_cursorThatMayPointToWhatIsLost_isForTheTimelineToAnswer() {
        ReadResult.Page page =
                new ReadResult.Page(List.of(comment(60), comment(70)), new Cursor(EPOCH, 70), false, false, 50);

        for (RoomSnapshot next : List.of(snapshot.with(page, MOST), RoomSnapshot.of(page, MOST))) {
            assertThat(ask(next, new ReadFrom.After(new Cursor(EPOCH, 40)), ALL, 100))
                    .isNull();
            assertThat(ask(next, new ReadFrom.After(new Cursor(EPOCH, 49)), ALL, 100))
                    .isNull();
            assertThat(places(after(next, 60, 100))).containsExactly(70L);
        }
    }

    @Test
    void with_noticeOfDeletion_theMessageIsGone() {
        RoomSnapshot next =
                snapshot.with(page(40, message(40, "system", "P0", "{\"event\":\"deleted\",\"id\":\"m20\"}")), MOST);

        assertThat(places(after(next, 9, 100))).containsExactly(10L, 30L, 40L);
    }

    @Test
    void isContinuedBy_gapOrOtherEpoch_isNot() {
        assertThat(snapshot.isContinuedBy(page(30))).isTrue();
        assertThat(snapshot.isContinuedBy(new ReadResult.Page(List.of(), new Cursor(EPOCH, 30), true, false)))
                .isFalse();
        assertThat(snapshot.isContinuedBy(
                        new ReadResult.Page(List.of(), new Cursor(new Epoch("e8"), 30), false, false)))
                .isFalse();
    }

    private PollPage after(RoomSnapshot from, long place, int limit) {
        return Objects.requireNonNull(ask(from, new ReadFrom.After(new Cursor(EPOCH, place)), ALL, limit));
    }

    private @Nullable PollPage ask(RoomSnapshot from, ReadFrom begin, Set<MessageType> types, int limit) {
        return from.page(new ReadRequest(Topic.room(new RoomId("r1")), begin, types, limit), all);
    }
}
