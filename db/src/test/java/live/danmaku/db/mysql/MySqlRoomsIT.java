package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.Gift;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MySqlRoomsIT {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4));

    private final MySqlRooms rooms = new MySqlRooms(LINK, new SimpleMeterRegistry());
    private final Room room = new Room(
            new RoomId("r" + UUID.randomUUID()),
            "歌ってみた 🎤",
            "music",
            new Sender(new UserId("ann"), "Ann 🌸"),
            RoomState.LIVE,
            1_700_000_000_123L,
            null);

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Test
    void create_thenFind_givesTheSameRoom() {
        assertThat(get(rooms.create(room))).isTrue();
        assertThat(get(rooms.find(room.id()))).contains(room);
        assertThat(get(rooms.find(new RoomId("nobody")))).isEmpty();
    }

    @Test
    void find_manyAtOnce_givesEachItsOwn() {
        get(rooms.create(room));
        List<CompletionStage<Optional<Room>>> unknown = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            unknown.add(rooms.find(new RoomId("invented-" + i)));
        }
        assertThat(get(rooms.find(room.id()))).contains(room);
        assertThat(unknown).allSatisfy(answer -> assertThat(get(answer)).isEmpty());
    }

    @Test
    void create_idTaken_isRefusedAndChangesNothing() {
        get(rooms.create(room));
        Room other = new Room(room.id(), "other", "", new Sender(new UserId("bob"), "Bob"), RoomState.LIVE, 1, null);

        assertThat(get(rooms.create(other))).isFalse();
        assertThat(get(rooms.find(room.id()))).contains(room);
    }

    @Test
    void find_idInOtherCase_isAnotherRoom() {
        get(rooms.create(room));

        assertThat(get(rooms.find(new RoomId(room.id().value().toUpperCase(Locale.ROOT)))))
                .isEmpty();
    }

    @Test
    void advance_fromItsState_movesOnceAndKeepsTheFirstEnd() {
        get(rooms.create(room));

        assertThat(get(rooms.advance(room.id(), RoomState.LIVE, RoomState.ARCHIVING, 5_000)))
                .isTrue();
        assertThat(get(rooms.advance(room.id(), RoomState.LIVE, RoomState.ARCHIVING, 6_000)))
                .isFalse();
        assertThat(get(rooms.advance(room.id(), RoomState.ARCHIVING, RoomState.ENDED, 7_000)))
                .isTrue();
        Room ended = get(rooms.find(room.id())).orElseThrow();
        assertThat(ended.state()).isEqualTo(RoomState.ENDED);
        assertThat(ended.endedAt()).isEqualTo(5_000);
    }

    @Test
    void list_byState_givesNewestFirst() {
        Room older =
                new Room(new RoomId("r" + UUID.randomUUID()), "older", "", room.host(), RoomState.LIVE, 1_000, null);
        get(rooms.create(older));
        get(rooms.create(room));

        List<RoomId> live =
                get(rooms.list(RoomState.LIVE, 1_000)).stream().map(Room::id).toList();
        assertThat(live).containsSubsequence(room.id(), older.id());
        assertThat(get(rooms.list(RoomState.LIVE, 1))).hasSize(1);
    }

    @Test
    void gifts_table_isCheapestFirst() {
        assertThat(get(new MySqlGifts(LINK).list()))
                .isSortedAccordingTo(Comparator.comparingLong(Gift::value))
                .contains(new Gift("rose", "Rose", 1));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
