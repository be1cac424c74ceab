package live.danmaku.frontend.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import live.danmaku.model.MessageType;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.web.problem.ApiException;

/** Refuses messages of types that ops have switched off. */
public final class TypeSwitches {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final SwitchWatch switches;
    private final Counter refused;

    public TypeSwitches(SwitchWatch switches, MeterRegistry registry) {
        this.switches = switches;
        this.refused = Counter.builder("danmaku.messages.refused")
                .description("Messages answered 503")
                .tag("reason", "switched-off")
                .register(registry);
    }

    /** @throws ApiException 503 when the type is switched off */
    public void requireOn(MessageType type) {
        if (!switches.inForce().acceptsType(type)) {
            refused.increment();
            throw ApiException.unavailable(
                    "%s messages are switched off; nothing was accepted".formatted(type.wireName()), RETRY_AFTER);
        }
    }
}
