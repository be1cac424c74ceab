package live.danmaku.playback.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.InMemoryEndings;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.room.SomeRooms;
import org.junit.jupiter.api.Test;

class AnnouncedEndsTest {

    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final Room ROOM = SomeRooms.in(RoomState.ARCHIVING, "r1");

    private final List<Room> all = new ArrayList<>(List.of(ROOM));
    private final InMemoryEndings endings = new InMemoryEndings();
    private long nanos;
    private final AnnouncedEnds rooms = new AnnouncedEnds(new ListedRooms(), endings, GRACE, () -> nanos);

    @Test
    void list_archiving_isAnnouncedAtOnceAndListedAfterTheGrace() {
        assertThat(archiving()).isEmpty();
        assertThat(isAnnounced()).isTrue();

        pass(GRACE.minusMillis(1));
        assertThat(archiving()).isEmpty();
        pass(Duration.ofMillis(1));

        assertThat(archiving()).containsExactly(ROOM);
        assertThat(rooms.list(RoomState.LIVE, 10).toCompletableFuture().join()).containsExactly(ROOM);
    }

    @Test
    void list_endsCannotBeAnnounced_failsAndTheGraceBeginsWhenTheyAre() {
        endings.setAway(true);
        assertThat(rooms.list(RoomState.ARCHIVING, 10).toCompletableFuture()).isCompletedExceptionally();
        pass(GRACE);
        endings.setAway(false);

        assertThat(archiving()).isEmpty();
        pass(GRACE);
        assertThat(archiving()).containsExactly(ROOM);
    }

    @Test
    void list_announcementIsLost_isMadeAgain() {
        archiving();
        endings.clear();
        pass(Duration.ofSeconds(5));

        archiving();

        assertThat(isAnnounced()).isTrue();
    }

    @Test
    void list_roomThatWasNotListedMeanwhile_getsItsGraceAgain() {
        archiving();
        pass(GRACE);
        all.clear();
        archiving();
        all.add(ROOM);

        assertThat(archiving()).isEmpty();
    }

    private List<Room> archiving() {
        return rooms.list(RoomState.ARCHIVING, 10).toCompletableFuture().join();
    }

    private boolean isAnnounced() {
        return endings.isAnnounced(ROOM.id()).toCompletableFuture().join();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private final class ListedRooms implements RoomStore {

        @Override
        public CompletionStage<List<Room>> list(RoomState state, int limit) {
            return CompletableFuture.completedFuture(List.copyOf(all));
        }

        @Override
        public CompletionStage<Boolean> create(Room room) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<Room>> find(RoomId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
            throw new UnsupportedOperationException();
        }
    }
}
