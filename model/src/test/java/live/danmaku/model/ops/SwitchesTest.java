package live.danmaku.model.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import live.danmaku.model.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SwitchesTest {

    private static final Duration STANDARD = Duration.ofSeconds(3);

    @Test
    void none_nothingIsDegraded() {
        assertThat(MessageType.values()).allMatch(Switches.NONE::acceptsType);
        assertThat(Switches.NONE.pollInterval(STANDARD)).isEqualTo(STANDARD);
        assertThat(Switches.NONE.samplePercent()).isEqualTo(100);
        assertThat(Switches.NONE.hotRooms()).isTrue();
        assertThat(Switches.NONE.push()).isTrue();
        assertThat(Switches.NONE.broadcast()).isTrue();
        assertThat(Switches.NONE.replay()).isTrue();
    }

    @Test
    void allAtTheirLeast_everythingIs() {
        Switches least = new Switches(
                Arrays.stream(SwitchName.values()).collect(Collectors.toMap(name -> name, SwitchName::least)));

        assertThat(MessageType.values()).noneMatch(least::acceptsType);
        assertThat(least.pollInterval(STANDARD)).isEqualTo(Duration.ofMillis(500));
        assertThat(least.samplePercent()).isZero();
        assertThat(least.hotRooms()).isFalse();
        assertThat(least.push()).isFalse();
        assertThat(least.broadcast()).isFalse();
        assertThat(least.replay()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsType_switchedOff_concernsThatTypeOnly(MessageType type) {
        SwitchName name = SwitchName.find("type." + type.wireName()).orElseThrow();
        Switches off = new Switches(Map.of(name, 0L));

        assertThat(MessageType.values()).allMatch(other -> off.acceptsType(other) == (other != type));
    }

    @Test
    void inForceAt_momentItEnds_isNotSet() {
        SwitchSetting set = new SwitchSetting(SwitchName.PUSH, 0L, 5_000, 1, "ann", "");
        SwitchTable table = new SwitchTable(4_000, Map.of(SwitchName.PUSH, set));

        assertThat(table.inForceAt(4_999).push()).isFalse();
        assertThat(table.inForceAt(5_000).push()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"POLL_INTERVAL,499", "POLL_INTERVAL,60001", "SAMPLE_PERCENT,-1", "SAMPLE_PERCENT,101", "PUSH,2"})
    void setting_outOfRange_isRefused(SwitchName name, long value) {
        assertThatThrownBy(() -> new SwitchSetting(name, value, 0, 1, "ann", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(name.wireName(), Long.toString(value), "expected: " + name.least());
    }
}
