package live.danmaku.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8090", "[2001:db8::1]:443", "push.example:8091", "h:1"})
    void parse_whatToStringWrites_isTheSame(String text) {
        assertThat(NodeAddress.parse(text)).hasToString(text);
    }

    @Test
    void family_ofNumbersIsKnown_ofANameIsNot() {
        assertThat(NodeAddress.parse("10.0.0.1:1").family()).isEqualTo(AddressFamily.V4);
        assertThat(NodeAddress.parse("[::1]:1").family()).isEqualTo(AddressFamily.V6);
        assertThat(NodeAddress.parse("a1.example:1").family()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":80", "host:", "host:x", "host:0", "host:65536", "::1:80", "a b:80", "a/b:80"})
    void parse_nonsense_saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> NodeAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: ");
    }
}
