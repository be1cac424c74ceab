package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import org.junit.jupiter.api.Test;

class MessageHeadTest {

    @Test
    void of_message_readsItsFirstFields() {
        MessageHead head = MessageHead.of(
                "{\"id\":\"m-1\",\"type\":\"gift\",\"priority\":\"P1\",\"room\":\"r1\",\"from\":{\"uid\":\"ann\"}}"
                        .getBytes(UTF_8));

        assertThat(head).isEqualTo(new MessageHead("m-1", MessageType.GIFT, Priority.P1, "ann"));
    }

    @Test
    void of_pushedMessage_tellsWhenItExpiresWhateverItIsFor() {
        for (String audience : List.of("\"room\":\"r1\"", "\"topic\":\"user:42\"")) {
            MessageHead head =
                    MessageHead.of(("{\"id\":\"m1\",\"type\":\"system\",\"priority\":\"P0\",\"expiresAt\":17,"
                                    + audience + ",\"from\":{\"uid\":\"shop\"}}")
                            .getBytes(UTF_8));

            assertThat(head).isEqualTo(new MessageHead("m1", MessageType.SYSTEM, Priority.P0, 17, "shop"));
            assertThat(head.isExpiredAt(16)).isFalse();
            assertThat(head.isExpiredAt(17)).isTrue();
        }
    }

    @Test
    void of_otherBeginningOrCutOff_saysWhatIsExpected() {
        assertThatThrownBy(() -> MessageHead.of("{\"type\":\"gift\"}".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{\"id\":\"");
        assertThatThrownBy(() -> MessageHead.of("{\"id\":\"m1".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageHead.of("{\"id\":\"m1\",\"type\":\"gift\"}".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
