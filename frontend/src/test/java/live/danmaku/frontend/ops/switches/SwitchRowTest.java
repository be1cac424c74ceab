package live.danmaku.frontend.ops.switches;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SwitchRowTest {

    private static final long NOW = 1_700_000_000_000L;

    @Test
    void neverChanged_hasItsDefault() {
        assertThat(json(SwitchName.PUSH, null))
                .isEqualTo("{\"name\":\"push\",\"value\":true,\"default\":true,\"version\":0}");
        assertThat(json(SwitchName.SAMPLE_PERCENT, null))
                .isEqualTo("{\"name\":\"sample.percent\",\"value\":100,\"default\":100,\"version\":0}");
        assertThat(json(SwitchName.POLL_INTERVAL, null))
                .isEqualTo("{\"name\":\"poll.intervalMs\",\"value\":3000,\"default\":3000,\"version\":0}");
    }

    @Test
    void set_saysWhatAndWhyAndByWhom() {
        assertThat(json(
                        SwitchName.TYPE_LIKE,
                        new SwitchSetting(SwitchName.TYPE_LIKE, 0L, NOW + 1, 7, "ann", "too many")))
                .isEqualTo("{\"name\":\"type.like\",\"value\":false,\"default\":true,\"until\":%d,".formatted(NOW + 1)
                        + "\"reason\":\"too many\",\"who\":\"ann\",\"version\":7}");
        assertThat(json(SwitchName.POLL_INTERVAL, new SwitchSetting(SwitchName.POLL_INTERVAL, 500L, 0, 8, "ann", "")))
                .isEqualTo("{\"name\":\"poll.intervalMs\",\"value\":500,\"default\":3000,"
                        + "\"reason\":\"\",\"who\":\"ann\",\"version\":8}");
    }

    @Test
    void endedOrPutBack_hasItsDefaultAndTheVersion() {
        String standard = "{\"name\":\"replay\",\"value\":true,\"default\":true,\"version\":7}";

        assertThat(json(SwitchName.REPLAY, new SwitchSetting(SwitchName.REPLAY, 0L, NOW, 7, "ann", "")))
                .isEqualTo(standard);
        assertThat(json(SwitchName.REPLAY, new SwitchSetting(SwitchName.REPLAY, null, 0, 7, "ann", "")))
                .isEqualTo(standard);
    }

    private static String json(SwitchName name, @Nullable SwitchSetting last) {
        SwitchTable table = new SwitchTable(NOW, last == null ? Map.of() : Map.of(name, last));
        return JsonMapper.shared().writeValueAsString(SwitchRow.of(name, table, Duration.ofSeconds(3)));
    }
}
