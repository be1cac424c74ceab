package live.danmaku.push.connector.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RendezvousTest {

    private static final List<String> THREE = List.of("one", "two", "three");

    @Test
    void order_ofPushersDoesNotMatter() {
        for (int i = 0; i < 100; i++) {
            String topic = "room:" + i;
            assertThat(Rendezvous.choose(topic, List.of("three", "one", "two"), 2))
                    .isEqualTo(Rendezvous.choose(topic, THREE, 2))
                    .doesNotHaveDuplicates()
                    .hasSize(2);
        }
    }

    @Test
    void topics_areSharedEvenly() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 9_000; i++) {
            counts.merge(Rendezvous.choose("room:" + i, THREE, 1).get(0), 1, Integer::sum);
        }
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(2_700, 3_300));
    }

    @Test
    void pusherThatGoes_movesOnlyItsOwnTopics() {
        for (int i = 0; i < 1_000; i++) {
            String topic = "user:" + i;
            String before = Rendezvous.choose(topic, THREE, 1).get(0);
            String after = Rendezvous.choose(topic, List.of("one", "two"), 1).get(0);
            if (!before.equals("three")) {
                assertThat(after).isEqualTo(before);
            }
        }
    }

    @Test
    void fewerThanWanted_areAll() {
        assertThat(Rendezvous.choose("user:1", List.of(), 2)).isEmpty();
        assertThat(Rendezvous.choose("user:1", List.of("one"), 2)).containsExactly("one");
    }
}
