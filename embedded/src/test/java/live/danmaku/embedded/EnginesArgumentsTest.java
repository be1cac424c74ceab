package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnginesArgumentsTest {

    @Test
    void parse_onlyWhatIsNeeded_takesTheUsualPorts() {
        EngineSettings settings = EnginesArguments.parse("--data-dir", "d", "--engines", "redis,mysql");
        assertThat(settings)
                .isEqualTo(EngineSettings.in(Path.of("d")).with(Set.of(EngineKind.REDIS, EngineKind.MYSQL)));
        assertThat(settings.redisPort()).isEqualTo(16379);
        assertThat(settings.kafkaPort()).isEqualTo(19092);
        assertThat(settings.mySqlPort()).isEqualTo(13306);
    }

    @Test
    void parse_unknownEngine_tellsTheKnownOnes() {
        assertThatThrownBy(() -> EnginesArguments.parse("--data-dir", "d", "--engines", "redis,oracle"))
                .hasMessage("engine: oracle (expected: any of redis, kafka, mysql, separated by commas)");
    }

    @Test
    void parse_badPort_tellsTheRange() {
        assertThatThrownBy(() -> EnginesArguments.parse("--data-dir", "d", "--engines", "redis", "--redis-port", "0"))
                .hasMessage("--redis-port: 0 (expected: 1-65535)");
    }

    @Test
    void parse_redisAuth_isOffUnlessSwitchedOn() {
        assertThat(EnginesArguments.parse("--data-dir", "d", "--engines", "redis")
                        .redisAuth())
                .isFalse();
        assertThat(EnginesArguments.parse("--data-dir", "d", "--engines", "redis", "--redis-auth", "true")
                        .redisAuth())
                .isTrue();
        assertThatThrownBy(
                        () -> EnginesArguments.parse("--data-dir", "d", "--engines", "redis", "--redis-auth", "secret"))
                .hasMessage("--redis-auth: secret (expected: true or false)");
    }

    @Test
    void parse_withoutDataDir_tellsThatItIsMissing() {
        assertThatThrownBy(() -> EnginesArguments.parse("--engines", "redis"))
                .hasMessage("argument: --data-dir is missing");
    }
}
