package live.danmaku.push.connector.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EdgeSettingsTest {

    @Test
    void whatIsNotSet_orEmpty_hasItsDefault() {
        EdgeSettings settings = bind(Map.of("danmaku.connector.foreign-dialects", "", "danmaku.connector.origins", ""));
        assertThat(settings.foreignDialects()).isFalse();
        assertThat(settings.origins()).isEmpty();
        assertThat(settings.wsPort()).isEqualTo(8090);
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.mostFrame().toKilobytes()).isEqualTo(16);
    }

    @Test
    void lists_areSeparatedByCommas() {
        EdgeSettings settings = bind(Map.of(
                "danmaku.connector.foreign-dialects", "true",
                "danmaku.connector.origins", "https://a.example,https://b.example"));
        assertThat(settings.foreignDialects()).isTrue();
        assertThat(settings.origins()).containsExactly("https://a.example", "https://b.example");
    }

    private static EdgeSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("danmaku.connector", EdgeSettings.class);
    }
}
