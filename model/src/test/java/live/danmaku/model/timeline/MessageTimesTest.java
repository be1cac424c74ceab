package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTimesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "", "\\\"},\\\"sentAt\\\":1,\\\"at\\\":2", "back\\\\", "歌 🎤"})
    void find_message_readsBothTimesWhateverTheName(String name) {
        assertThat(find(
                        ("{\"id\":\"m1\",\"type\":\"comment\",\"priority\":\"P3\",\"room\":\"r1\",\"from\":{\"uid\":\"ann\","
                                        + "\"name\":\"%s\"},\"sentAt\":1700000000123,\"at\":-56820474,\"body\":{\"text\":\"x\"}}")
                                .formatted(name)))
                .contains(new MessageTimes(1_700_000_000_123L, -56_820_474));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"id\":\"m1\",\"from\":{\"uid\":\"ann\",\"name\":\"Ann",
                "{\"id\":\"m1\",\"from\":{\"uid\":\"ann\",\"name\":\"Ann\"},\"sentAt\":",
                "{\"id\":\"m1\",\"from\":{\"uid\":\"ann\",\"name\":\"Ann\"},\"sentAt\":12,\"at\":",
                "{\"id\":\"m1\",\"from\":{\"uid\":\"ann\",\"name\":\"Ann\"},\"sentAt\":null,\"at\":5}",
            })
    void find_writtenOtherwise_isEmpty(String payload) {
        assertThat(find(payload)).isEmpty();
    }

    @Test
    void find_cutAnywhere_neverFails() {
        String whole = "{\"id\":\"m\",\"from\":{\"uid\":\"a\",\"name\":\"A\\\\\"},\"sentAt\":1,\"at\":2,\"body\":{}}";
        for (int end = 0; end < whole.length(); end++) {
            find(whole.substring(0, end));
        }
        assertThat(find(whole)).contains(new MessageTimes(1, 2));
    }

    private static Optional<MessageTimes> find(String payload) {
        return MessageTimes.find(payload.getBytes(UTF_8));
    }
}
