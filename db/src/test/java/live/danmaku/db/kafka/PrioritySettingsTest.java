package live.danmaku.db.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PrioritySettingsTest {

    @ParameterizedTest
    @CsvSource({
        "SYSTEM, 0, P0",
        "GIFT, 0, P2",
        "GIFT, 999, P2",
        "GIFT, 1000, P1",
        "GIFT, 9999000, P1",
        "COMMENT, 0, P3",
        "LIKE, 0, P3",
        "MEMBER, 0, P3",
        "STATUS, 0, P3"
    })
    void of_defaults(MessageType type, long value, Priority expected) {
        assertThat(PrioritySettings.DEFAULT.of(type, value)).isEqualTo(expected);
    }

    @Test
    void bind_nothingSet_givesTheDefaults() {
        assertThat(bind(Map.of())).isEqualTo(PrioritySettings.DEFAULT);
    }

    @Test
    void bind_otherValues_areUsed() {
        PrioritySettings settings =
                bind(Map.of("danmaku.priorities.large-gift", "50", "danmaku.priorities.status", "p2"));

        assertThat(settings.of(MessageType.GIFT, 50)).isEqualTo(Priority.P1);
        assertThat(settings.of(MessageType.STATUS, 0)).isEqualTo(Priority.P2);
    }

    @Test
    void largeGift_thatWouldBeEveryGift_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PrioritySettings(Priority.P0, 0, Priority.P3, Priority.P3, Priority.P3, Priority.P3))
                .withMessage("large-gift: 0 (expected: 1 or more)");
    }

    private static PrioritySettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("danmaku.priorities", PrioritySettings.class);
    }
}
