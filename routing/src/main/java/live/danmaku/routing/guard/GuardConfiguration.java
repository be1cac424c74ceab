package live.danmaku.routing.guard;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.GuardBoard;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleStore;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.model.telemetry.TelemetryStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The part that takes clients off long connections that do not work. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GuardSettings.class)
public class GuardConfiguration {

    @Bean(initMethod = "start")
    GuardWatch guardWatch(
            TelemetryStore telemetry,
            RuleWatch rules,
            RuleStore store,
            RuleHints hints,
            AuditLog audit,
            DecisionLog decisions,
            GuardBoard board,
            SwitchWatch switches,
            GuardSettings settings,
            MeterRegistry registry) {
        Guard guard =
                new Guard(telemetry, rules::inForce, store, hints, new EarlierPercent(audit), decisions, settings);
        return new GuardWatch(guard, board, () -> switches.inForce().guard(), settings, JsonMapper.shared(), registry);
    }

    @Bean
    GuardController guardController(GuardWatch watch, GuardSettings settings) {
        return new GuardController(watch, settings);
    }
}
