package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
