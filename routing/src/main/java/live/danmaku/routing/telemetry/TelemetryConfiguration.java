package live.danmaku.routing.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.model.telemetry.TelemetryStore;
import live.danmaku.web.address.ClientAddresses;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The part that counts what clients report. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelemetrySettings.class)
public class TelemetryConfiguration {

    @Bean(initMethod = "start")
    TelemetryIntake telemetryIntake(
            TelemetryStore store, TelemetrySettings settings, Clock clock, MeterRegistry registry) {
        return new TelemetryIntake(store, settings, clock, registry);
    }

    @Bean
    TelemetryController telemetryController(
            TelemetryIntake intake, TelemetrySettings settings, ClientAddresses addresses, MeterRegistry registry) {
        return new TelemetryController(intake, new Reporters(settings, registry), addresses);
    }

    @Bean
    TelemetryOpsController telemetryOpsController(TelemetryStore store) {
        return new TelemetryOpsController(store);
    }
}
