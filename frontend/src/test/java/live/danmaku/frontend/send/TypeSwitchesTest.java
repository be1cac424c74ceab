package live.danmaku.frontend.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import live.danmaku.model.MessageType;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class TypeSwitchesTest {

    private final InMemorySwitches store = new InMemorySwitches(Clock.systemUTC());
    private final SwitchWatch watch = new SwitchWatch(store);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TypeSwitches types = new TypeSwitches(watch, registry);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void requireOn_typeSwitchedOff_isRefusedAndCounted() {
        store.put(new SwitchSetting(SwitchName.TYPE_LIKE, 0L, 0, 1, "ann", ""));
        watch.start();

        assertThatThrownBy(() -> types.requireOn(MessageType.LIKE))
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                    assertThat(refusal.retryAfter()).isPositive();
                })
                .hasMessage("like messages are switched off; nothing was accepted");
        types.requireOn(MessageType.COMMENT);
        assertThat(registry.get("danmaku.messages.refused")
                        .tag("reason", "switched-off")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
