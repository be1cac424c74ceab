package live.danmaku.push.pusher.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.push.pusher.link.HeardLink;
import live.danmaku.push.pusher.link.Link;
import org.junit.jupiter.api.Test;

class AttendanceTest {

    private static final RoomId ROOM = new RoomId("r1");
    private static final Sender ANN = new Sender(new UserId("ann"), "Ann");
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");
    private static final long GRACE = 6_000;
    private static final long CRASH = 8_000;
    private static final long UNCONFIRMED = 35_000;
    private static final long NOW = 1_000_000;

    private final Attendance attendance = new Attendance(new EntrySettings(
            Duration.ofMillis(GRACE), Duration.ofMillis(CRASH), Duration.ofSeconds(5), Duration.ofMillis(UNCONFIRMED)));
    private final Link c1 = new HeardLink("c1");
    private final Link c2 = new HeardLink("c2");

    @Test
    void has_sameUserOnTwoConnectors_isToldOnceAndLeavesWithTheLast() {
        assertThat(attendance.has(c1, ROOM, ANN, NOW)).isTrue();
        assertThat(attendance.has(c2, ROOM, ANN, NOW)).isFalse();

        attendance.hasNotAnyMore(c1, ROOM, ANN.uid(), NOW);
        assertThat(attendance.turn(NOW + GRACE)).isEmpty();

        attendance.hasNotAnyMore(c2, ROOM, ANN.uid(), NOW + GRACE);
        assertThat(attendance.turn(NOW + 2 * GRACE - 1)).isEmpty();
        assertThat(attendance.turn(NOW + 2 * GRACE)).singleElement().satisfies(leaving -> {
            assertThat(leaving.viewers()).containsExactly(ANN);
            assertThat(leaving.silentForMs()).isBetween(5_001L, GRACE);
        });
        assertThat(attendance.turn(NOW + 3 * GRACE)).isEmpty();
        assertThat(attendance.rooms()).isEmpty();
    }

    @Test
    void has_backWithinTheGrace_nothingIsTold() {
        attendance.has(c1, ROOM, ANN, NOW);
        attendance.hasNotAnyMore(c1, ROOM, ANN.uid(), NOW);

        assertThat(attendance.has(c2, ROOM, ANN, NOW + GRACE - 1)).isFalse();
        assertThat(attendance.turn(NOW + 2 * GRACE)).isEmpty();
        assertThat(attendance.here(ROOM)).containsExactly(ANN.uid());
    }

    @Test
    void gone_connectorCrashed_itsUsersLeaveAfterALongerGraceUnlessTheyAreElsewhere() {
        attendance.has(c1, ROOM, ANN, NOW);
        attendance.has(c1, ROOM, BOB, NOW);
        attendance.gone(c1, NOW);
        attendance.has(c2, ROOM, BOB, NOW + 2_000);

        assertThat(attendance.turn(NOW + CRASH - 1)).isEmpty();
        assertThat(attendance.turn(NOW + CRASH))
                .singleElement()
                .satisfies(leaving -> assertThat(leaving.viewers()).containsExactly(ANN));
    }

    @Test
    void list_afterAPusherDied_tellsTheStoreOfAllAndLeavesWithWhoIsMissingNextTime() {
        assertThat(attendance
                        .list(c1, ROOM, PresentPiece.whole(List.of(ANN, BOB)), NOW)
                        .toTell())
                .containsExactly(ANN, BOB);
        assertThat(attendance
                        .list(c1, ROOM, PresentPiece.whole(List.of(ANN, BOB)), NOW + 10_000)
                        .toTell())
                .isEmpty();

        attendance.list(c1, ROOM, PresentPiece.whole(List.of(BOB)), NOW + 20_000);
        assertThat(attendance.turn(NOW + 20_000 + GRACE))
                .singleElement()
                .satisfies(leaving -> assertThat(leaving.viewers()).containsExactly(ANN));
    }

    @Test
    void list_inPieces_leavesWithWhoIsInNoneOfThem() {
        Sender eve = new Sender(new UserId("eve"), "Eve");
        attendance.list(c1, ROOM, PresentPiece.whole(List.of(ANN, BOB, eve)), NOW);
        long began = NOW + 10_000;

        attendance.list(c1, ROOM, new PresentPiece(List.of(BOB), List.of(), true, false), began);
        attendance.has(c1, ROOM, new Sender(new UserId("new"), "New"), began + 1_000);
        assertThat(attendance.turn(began + GRACE))
                .as("not before the last piece")
                .isEmpty();
        attendance.list(c1, ROOM, new PresentPiece(List.of(), List.of(ANN.uid()), false, true), began + 7_000);

        assertThat(attendance.turn(began + 7_000 + GRACE))
                .singleElement()
                .satisfies(leaving -> assertThat(leaving.viewers()).containsExactly(eve));
        assertThat(attendance.here(ROOM)).hasSize(3);
    }

    @Test
    void list_ofIdsAlone_wantsTheNamesOfWhoIsNotKnown() {
        attendance.list(c1, ROOM, PresentPiece.whole(List.of(ANN)), NOW);
        PresentPiece both = new PresentPiece(List.of(), List.of(ANN.uid(), BOB.uid()), true, true);

        assertThat(attendance.list(c1, ROOM, both, NOW + 10_000)).isEqualTo(new Attendance.Heard(List.of(), true));
        assertThat(attendance.here(ROOM)).containsExactly(ANN.uid());
    }

    @Test
    void list_madeJustBeforeSomebodyCameIn_doesNotSendThemAway() {
        attendance.list(c1, ROOM, PresentPiece.whole(List.of(BOB)), NOW);
        attendance.has(c1, ROOM, ANN, NOW);

        attendance.list(c1, ROOM, PresentPiece.whole(List.of(BOB)), NOW + 100);
        assertThat(attendance.turn(NOW + 100 + GRACE)).isEmpty();
    }

    @Test
    void turn_nobodyConfirms_isForgottenWithoutAWord() {
        attendance.list(c1, ROOM, PresentPiece.whole(List.of(ANN)), NOW);

        assertThat(attendance.turn(NOW + UNCONFIRMED - 1)).isEmpty();
        assertThat(attendance.here(ROOM)).containsExactly(ANN.uid());
        assertThat(attendance.turn(NOW + UNCONFIRMED)).isEmpty();
        assertThat(attendance.rooms()).isEmpty();
    }

    @Test
    void unknown_storeCouldNotBeTold_isToldAtTheNextList() {
        attendance.list(c1, ROOM, PresentPiece.whole(List.of(ANN)), NOW);
        attendance.unknown(ROOM, ANN.uid());

        assertThat(attendance.here(ROOM)).isEmpty();
        assertThat(attendance
                        .list(c1, ROOM, PresentPiece.whole(List.of(ANN)), NOW + 10_000)
                        .toTell())
                .containsExactly(ANN);
    }

    @Test
    void again_storeHasLostThem_onlyThoseWhomAConnectorHas() {
        attendance.has(c1, ROOM, ANN, NOW);
        attendance.has(c1, ROOM, BOB, NOW);
        attendance.hasNotAnyMore(c1, ROOM, BOB.uid(), NOW);

        assertThat(attendance.again(ROOM, ANN.uid())).contains(ANN);
        assertThat(attendance.again(ROOM, BOB.uid())).isEmpty();
        assertThat(attendance.again(ROOM, new UserId("eve"))).isEmpty();
    }

    @Test
    void remove_banned_tellsTheConnectorsThatHaveThem() {
        attendance.has(c1, ROOM, ANN, NOW);
        attendance.has(c2, ROOM, ANN, NOW);
        attendance.has(c2, ROOM, BOB, NOW);

        assertThat(attendance.remove(ROOM, Set.of(ANN.uid(), new UserId("eve"))))
                .containsExactly(new Attendance.Removed(ANN, Set.of(c1, c2)));
        assertThat(attendance.here(ROOM)).containsExactly(BOB.uid());
        assertThat(attendance.turn(NOW + GRACE)).isEmpty();
    }
}
