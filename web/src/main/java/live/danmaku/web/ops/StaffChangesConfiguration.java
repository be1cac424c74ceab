package live.danmaku.web.ops;

import java.time.Clock;
import live.danmaku.model.ops.AuditLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What roles need in which staff changes rooms. */
@Configuration(proxyBeanMethods = false)
public class StaffChangesConfiguration {

    @Bean
    StaffChanges staffChanges(AuditLog audit, Clock clock) {
        return new StaffChanges(audit, clock);
    }
}
