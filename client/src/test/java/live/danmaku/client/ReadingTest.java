package live.danmaku.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReadingTest {

    private final List<Message> told = new ArrayList<>();
    private final Reading reading = new Reading("r1", null, batch -> told.addAll(batch.messages()));

    @Test
    void take_whatWasToldBefore_isNotToldAgainUnlessItIsOfAnotherSender() {
        Message mallorys = message("m1", "mallory");
        Message anns = message("m1", "ann");

        take("c1", mallorys, anns);
        take("c2", anns, mallorys, message("m2", "ann"));

        assertThat(told).containsExactly(mallorys, anns, message("m2", "ann"));
        assertThat(reading.cursor()).isEqualTo("c2");
    }

    private void take(String to, Message... messages) {
        reading.take(new Batch("room:r1", null, to, List.of(messages), 0, false));
    }

    private static Message message(String id, String uid) {
        return Message.of(JsonMapper.shared()
                .readTree("{\"id\":\"%s\",\"type\":\"comment\",\"from\":{\"uid\":\"%s\"}}".formatted(id, uid)));
    }
}
