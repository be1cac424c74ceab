package live.danmaku.processor.gear;

import live.danmaku.model.gear.FlowLoads;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.processor.append.Appender;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that choose gears. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GearSettings.class)
public class GearConfiguration {

    @Bean(initMethod = "start")
    GearControl gearControl(
            GearStore gears, FlowLoads loads, Appender appender, DecisionLog decisions, GearSettings settings) {
        return new GearControl(gears, loads, appender::takeLoads, decisions, settings);
    }
}
