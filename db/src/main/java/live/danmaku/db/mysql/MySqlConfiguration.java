package live.danmaku.db.mysql;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleWatch;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/** What MySQL gives to a role that imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MySqlSettings.class)
public class MySqlConfiguration {

    @Bean
    @Primary
    MySqlLink mySqlLink(MySqlSettings settings) {
        return new MySqlLink(settings);
    }

    @Bean
    @DependsOn("mySqlLink")
    MySqlLink ledgerLink(MySqlSettings settings) {
        return new MySqlLink(settings, settings.ledgerPool());
    }

    @Bean
    @DependsOn("mySqlLink")
    MySqlLink archiveLink(MySqlSettings settings) {
        return new MySqlLink(settings, settings.archivePool());
    }

    @Bean
    MySqlRooms rooms(MySqlLink mysql, MeterRegistry registry) {
        return new MySqlRooms(mysql, registry);
    }

    @Bean
    MySqlGifts gifts(MySqlLink mysql) {
        return new MySqlGifts(mysql);
    }

    @Bean
    MySqlModeration moderation(MySqlLink mysql) {
        return new MySqlModeration(mysql);
    }

    @Bean
    MySqlGiftLedger giftLedger(@Qualifier("ledgerLink") MySqlLink mysql, Clock clock) {
        return new MySqlGiftLedger(mysql, clock);
    }

    @Bean
    MySqlArchive archive(@Qualifier("archiveLink") MySqlLink mysql) {
        return new MySqlArchive(mysql);
    }

    @Bean
    PatientDecisions decisions(MySqlLink mysql, MeterRegistry registry) {
        return new PatientDecisions(new MySqlDecisions(mysql), Duration.ofSeconds(1), registry);
    }

    @Bean
    MySqlAudit audit(MySqlLink mysql) {
        return new MySqlAudit(mysql);
    }

    @Bean
    MySqlSwitches switches(MySqlLink mysql) {
        return new MySqlSwitches(mysql);
    }

    /** Reads only in roles that ask for it. */
    @Bean(initMethod = "start")
    @Lazy
    SwitchWatch switchWatch(MySqlSwitches switches) {
        return new SwitchWatch(switches);
    }

    @Bean
    MySqlRules routingRules(MySqlLink mysql, Clock clock) {
        return new MySqlRules(mysql, clock);
    }

    /** Reads only in roles that ask for it. */
    @Bean(initMethod = "start")
    @Lazy
    RuleWatch ruleWatch(MySqlRules rules, RuleHints hints) {
        return new RuleWatch(rules, hints);
    }
}
