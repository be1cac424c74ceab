package live.danmaku.frontend.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import live.danmaku.db.kafka.KafkaMemberNews;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.db.kafka.PrioritySettings;
import live.danmaku.frontend.room.FakeRoomStore;
import live.danmaku.model.RecordingPublisher;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PresenceSweeperTest {

    private static final RoomId ROOM = new RoomId("r1");
    private static final RoomId OTHER = new RoomId("r2");
    private static final RoomId OVER = new RoomId("over");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.ofEpochMilli(SomeRooms.STARTED_AT + 9_000);

    private final FakeRoomStore rooms = new FakeRoomStore();
    private final FakePresence presence = new FakePresence();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final PresenceSweeper sweeper = new PresenceSweeper(
            rooms,
            presence,
            new PresenceNews(
                    presence,
                    new KafkaMemberNews(
                            new MessageComposer(new JsonMapper(), PrioritySettings.DEFAULT),
                            publisher,
                            new SwitchWatch(new InMemorySwitches(Clock.systemUTC())),
                            Clock.fixed(NOW, ZoneOffset.UTC),
                            new SimpleMeterRegistry())),
            new PresenceSettings(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofMillis(20)),
            2);

    @BeforeEach
    void twoRoomsAreLive() {
        rooms.put(SomeRooms.in(RoomState.ENDED, "over"));
        rooms.put(SomeRooms.live("r1"));
        rooms.put(SomeRooms.live("r2"));
    }

    @AfterEach
    void close() {
        sweeper.close();
    }

    @Test
    void sweep_viewerGoneWithoutAWord_isToldToTheRoomOnce() {
        presence.setLeavers(ROOM, viewer("42"));
        awaitTold(1);
        presence.setLeavers(OTHER, viewer("43"));
        awaitTold(2);

        assertThat(publisher.json().get(0))
                .contains(
                        "\"type\":\"member\",\"priority\":\"P3\",\"room\":\"r1\",\"from\":{\"uid\":\"42\",\"name\":\"Name of 42\"}")
                .contains("\"sentAt\":%d,\"at\":9000,\"body\":{\"event\":\"leave\"}".formatted(NOW.toEpochMilli()));
        assertThat(publisher.json().get(1)).contains("\"room\":\"r2\"").contains("\"uid\":\"43\"");
    }

    @Test
    void sweep_roomThatHasEnded_isLeftAlone() {
        presence.setLeavers(OVER, viewer("41"));
        presence.setLeavers(ROOM, viewer("42"));
        awaitTold(1);
        presence.setLeavers(ROOM, viewer("43"));
        awaitTold(2);

        assertThat(publisher.json()).noneMatch(json -> json.contains("\"over\""));
    }

    @Test
    void sweep_oneRoomFails_othersAreSweptAllTheSame() {
        presence.setAway(ROOM, true);
        presence.setLeavers(OTHER, viewer("43"));

        awaitTold(1);
        assertThat(publisher.json().get(0)).contains("\"room\":\"r2\"");
    }

    @Test
    void sweep_storesAwayForAWhile_goesOnAfterwards() {
        rooms.setAway(true);
        presence.setAway(ROOM, true);
        presence.setLeavers(ROOM, viewer("42"));
        rooms.setAway(false);
        int before = presence.asked();
        await().atMost(SOON).until(() -> presence.asked() > before + 2);
        presence.setAway(ROOM, false);

        awaitTold(1);
    }

    @Test
    void sweep_oneLeaverCannotBeTold_theOthersAre() {
        publisher.refuse(json -> json.contains("\"uid\":\"1\""));
        presence.setLeavers(ROOM, viewer("1"), viewer("2"));

        awaitTold(1);
        assertThat(publisher.json().get(0)).contains("\"uid\":\"2\"");
        await().atMost(SOON).until(() -> presence.told().size() == 1);
    }

    @Test
    void sweep_moreRoomsThanAPage_allAreSwept() {
        for (int i = 0; i < 7; i++) {
            rooms.put(SomeRooms.live("more" + i));
            presence.setLeavers(new RoomId("more" + i), viewer("9" + i));
        }

        awaitTold(7);
    }

    private void awaitTold(int number) {
        await().atMost(SOON).until(() -> publisher.accepted().size() == number);
    }

    private static Sender viewer(String uid) {
        return new Sender(new UserId(uid), "Name of " + uid);
    }
}
