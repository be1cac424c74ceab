package live.danmaku.frontend.ops.gear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import live.danmaku.frontend.room.FakeRoomStore;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearState;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.gear.InMemoryLoads;
import live.danmaku.model.room.SomeRooms;
import org.junit.jupiter.api.Test;

class GearRowsTest {

    private static final long NOW = SomeRooms.STARTED_AT + 60_000;

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    private final InMemoryGears gears = new InMemoryGears(clock);
    private final InMemoryLoads loads = new InMemoryLoads(clock);
    private final FakeRoomStore store = new FakeRoomStore();
    private final GearRows rows = new GearRows(gears, loads, new Rooms(store));

    @Test
    void list_nothingKnown_isEmpty() {
        assertThat(list()).isEmpty();
    }

    @Test
    void list_flowWithAState_showsItAndWhatProcessorsMeasured() {
        gears.put(GearState.first(flow("r1")).shift(Gear.THIRD, NOW - 5_000, "lag of 900 ms"));
        loads.report("p1", List.of(load(flow("r1"), 900, 400)));
        loads.report("p2", List.of(load(flow("r1"), 300, 100)));

        assertThat(list())
                .containsExactly(new GearRow("r1", "comment", 3, 900, 500, NOW - 5_000, "lag of 900 ms", null));
    }

    @Test
    void list_flowWithALoadOnly_isInFirstGearSinceTheStreamBegan() {
        store.put(SomeRooms.live("r1"));
        loads.report("p1", List.of(load("r1", 12)));

        assertThat(list())
                .containsExactly(
                        new GearRow("r1", "comment", 1, 5, 12, SomeRooms.STARTED_AT, "nothing asks for more", null));
    }

    @Test
    void list_roomThatNobodyKnows_leavesOutSince() {
        store.setAway(true);
        loads.report("p1", List.of(load("r1", 12)));

        assertThat(list()).singleElement().extracting(GearRow::since).isNull();
    }

    @Test
    void list_topicThatIsNoRoom_showsItsName() {
        loads.report("p1", List.of(load(new Flow(new Topic("user:42"), MessageType.SYSTEM), 1, 1)));

        assertThat(list()).singleElement().extracting(GearRow::room).isEqualTo("user:42");
    }

    @Test
    void list_pin_isShownBeforeProcessorsFollow() {
        gears.pin(flow("r1"), Gear.FOURTH, Duration.ofSeconds(30));

        assertThat(list()).singleElement().satisfies(row -> {
            assertThat(row.pinnedUntil()).isEqualTo(NOW + 30_000);
            assertThat(row.gear()).isEqualTo(1);
        });
    }

    @Test
    void list_many_isSortedByGearThenRate() {
        loads.report("p1", List.of(load("slow", 1), load("fast", 90), load("busy", 50)));
        gears.put(GearState.first(flow("slow")).shift(Gear.SECOND, NOW, "because"));

        assertThat(list()).extracting(GearRow::room).containsExactly("slow", "fast", "busy");
    }

    private List<GearRow> list() {
        return rows.list(flow -> true).toCompletableFuture().join();
    }

    private static FlowLoad load(String room, long ratePerS) {
        return load(flow(room), 5, ratePerS);
    }

    private static FlowLoad load(Flow flow, long lagMs, long ratePerS) {
        return new FlowLoad(flow, lagMs, ratePerS, 0);
    }

    private static Flow flow(String room) {
        return new Flow(Topic.room(new RoomId(room)), MessageType.COMMENT);
    }
}
