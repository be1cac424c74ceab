package live.danmaku.db.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import live.danmaku.model.MessageId;
import live.danmaku.model.RecordingPublisher;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.SomeRooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KafkaMemberNewsTest {

    private static final Room ROOM = SomeRooms.live("r1");
    private static final Sender VIEWER = new Sender(new UserId("42"), "Name of 42");

    private final InMemorySwitches store = new InMemorySwitches(Clock.systemUTC());
    private final SwitchWatch watch = new SwitchWatch(store);
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaMemberNews messages = new KafkaMemberNews(
            new MessageComposer(new JsonMapper(), PrioritySettings.DEFAULT),
            publisher,
            watch,
            Clock.systemUTC(),
            registry);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void entered_typeSwitchedOff_isNotToldAndCounted() {
        assertThat(messages.tell(ROOM, change("1", true))).isCompleted();
        store.put(new SwitchSetting(SwitchName.TYPE_MEMBER, 0L, 0, 1, "ann", ""));
        watch.start();

        assertThat(messages.tell(ROOM, change("2", false))).isCompleted();

        assertThat(publisher.json()).singleElement().asString().contains("enter");
        assertThat(registry.get("danmaku.members.untold").counter().count()).isEqualTo(1);
    }

    private static PresenceChange change(String id, boolean entered) {
        return new PresenceChange(new MessageId(id), entered, VIEWER);
    }
}
