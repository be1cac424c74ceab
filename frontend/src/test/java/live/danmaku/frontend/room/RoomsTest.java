package live.danmaku.frontend.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class RoomsTest {

    /** Twice what a room stays fresh for. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final FakeRoomStore store = new FakeRoomStore();
    private final Rooms rooms = new Rooms(store);

    @Test
    void require_manyAtOnce_askTheStoreOnce() {
        store.put(SomeRooms.live("r1"));
        store.hold();
        List<CompletableFuture<Room>> calls =
                Stream.generate(() -> call("r1")).limit(50).toList();
        store.letGo();

        assertThat(calls).allSatisfy(call -> assertThat(call).isCompletedWithValue(SomeRooms.live("r1")));
        assertThat(store.finds()).isEqualTo(1);
    }

    @Test
    void require_changeMadeElsewhere_isSeenSoon() {
        store.put(SomeRooms.live("r1"));
        require("r1");
        store.put(SomeRooms.in(RoomState.ENDED, "r1"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(require("r1").state()).isEqualTo(RoomState.ENDED));
    }

    @Test
    void require_changeMadeHere_isSeenAtOnce() {
        store.put(SomeRooms.live("r1"));
        require("r1");
        store.put(SomeRooms.in(RoomState.ARCHIVING, "r1"));
        rooms.changed(new RoomId("r1"));

        assertThat(require("r1").state()).isEqualTo(RoomState.ARCHIVING);
    }

    @Test
    void require_roomThatWasUnknownAndIsStartedHere_isSeenAtOnce() {
        assertThat(call("r1")).isCompletedExceptionally();
        store.put(SomeRooms.live("r1"));
        rooms.changed(new RoomId("r1"));

        assertThat(require("r1")).isEqualTo(SomeRooms.live("r1"));
    }

    @Test
    void require_storeAway_answersWhatWasLastKnown() {
        store.put(SomeRooms.live("r1"));
        require("r1");
        store.setAway(true);
        rooms.changed(new RoomId("r1"));

        assertThat(require("r1")).isEqualTo(SomeRooms.live("r1"));
        assertThat(store.finds()).isEqualTo(2);
    }

    @Test
    void require_storeAwayAndRoomNeverSeen_failsButNotAs404() {
        store.setAway(true);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> require("r1"))
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void require_storeBack_answersAtOnce() {
        store.put(SomeRooms.live("r1"));
        store.setAway(true);
        assertThat(call("r1")).isCompletedExceptionally();
        store.setAway(false);

        assertThat(require("r1")).isEqualTo(SomeRooms.live("r1"));
    }

    @Test
    void require_unknownRoom_is404ThatNamesIt() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> require("nowhere"))
                .satisfies(e -> assertThat(e.getCause()).isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal).hasMessage("no room 'nowhere' (expected: a room that was started)");
                    assertThat(refusal.status()).isEqualTo(HttpStatus.NOT_FOUND);
                }));
    }

    @Test
    void require_textThatIsNoRoomId_is404AndNeverReachesTheStore() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> require("r/1"))
                .withMessageContaining("'r/1'")
                .withMessageContaining("expected: 1 to 64 of A-Z a-z 0-9 _ -")
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.NOT_FOUND));
        assertThat(store.finds()).isZero();
    }

    private CompletableFuture<Room> call(String room) {
        return rooms.require(room).toCompletableFuture();
    }

    private Room require(String room) {
        return call(room).join();
    }
}
