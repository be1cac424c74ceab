package live.danmaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void id_ofAllowedCharacters_isTaken() {
        assertThat(new RoomId("Room_1-a").value()).isEqualTo("Room_1-a");
        assertThat(new UserId("ann.b:7@x").value()).isEqualTo("ann.b:7@x");
        assertThat(new MessageId("a".repeat(64)).value()).hasSize(64);
    }

    @Test
    void id_ofOtherCharacters_saysTheValueAndWhatIsExpected() {
        assertThatThrownBy(() -> new RoomId("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("room id: 'a b' (expected: 1 to 64 of A-Z a-z 0-9 _ -)");
        assertThatThrownBy(() -> new UserId("ä")).hasMessageContaining("uid: 'ä'");
        assertThatThrownBy(() -> new MessageId("a\"b")).hasMessageContaining("message id");
    }

    @Test
    void id_emptyOrTooLong_saysItsLength() {
        assertThatThrownBy(() -> new RoomId("")).hasMessage("room id of 0 characters (expected: 1 to 64)");
        assertThatThrownBy(() -> new MessageId("a".repeat(65)))
                .hasMessage("message id of 65 characters (expected: 1 to 64)");
    }

    @Test
    void topic_ofARoom_isReadBack() {
        assertThat(Topic.parse(Topic.room(new RoomId("r1")).name())).isEqualTo(Topic.room(new RoomId("r1")));
        for (String name :
                List.of("room:r1", "user:a@b", "device:d.1", "area:music", "area:Just Chatting", "area:音乐", "all")) {
            assertThat(Topic.parse(name).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> Topic.parse("r1"))
                .hasMessage("topic: 'r1' (expected: room:<id>, user:<uid>, device:<id>, area:<name> or all)");
        for (String area : List.of("", " a", "a  b", "a}b", "a:b", "x".repeat(65))) {
            assertThatThrownBy(() -> Topic.parse("area:" + area)).hasMessageContaining("'" + area + "'");
        }
    }

    @Test
    void messageType_unknown_listsTheTypes() {
        assertThatThrownBy(() -> MessageType.of("poem"))
                .hasMessage("message type: 'poem' (expected: one of comment, gift, like, member, status, system)");
    }
}
