package live.danmaku.processor.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import org.junit.jupiter.api.Test;

class RemindingAgendaTest {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));

    private final FakeMerges merges = new FakeMerges();

    @Test
    void note_isRepeatedForAWhile() {
        try (RemindingAgenda agenda = new RemindingAgenda(merges, Duration.ofMillis(10), Duration.ofMinutes(1))) {
            agenda.note(TOPIC, MessageType.LIKE, Duration.ofSeconds(1));

            await().atMost(5, TimeUnit.SECONDS).until(() -> merges.notes().size() >= 3);
            assertThat(merges.notes()).startsWith(Duration.ofSeconds(1), Duration.ZERO);
        }
    }

    @Test
    void note_longAgo_isForgotten() {
        try (RemindingAgenda agenda = new RemindingAgenda(merges, Duration.ofMillis(10), Duration.ZERO)) {
            agenda.note(TOPIC, MessageType.LIKE, Duration.ofSeconds(1));
            agenda.note(TOPIC, MessageType.GIFT, Duration.ofSeconds(2));

            await().during(100, TimeUnit.MILLISECONDS)
                    .atMost(5, TimeUnit.SECONDS)
                    .until(() -> merges.notes().size() == 2);
        }
    }
}
