package live.danmaku.push.pusher.release;

import java.time.Duration;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.RuleWatch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The part that knows the rules of routing. */
@Configuration(proxyBeanMethods = false)
public class ReleaseConfiguration {

    private static final Duration REJUDGED_OVER = Duration.ofSeconds(4);

    @Bean
    ReleaseJudge releaseJudge(RuleWatch rules, SwitchWatch switches) {
        return new ReleaseJudge(rules::inForce, () -> switches.inForce().push());
    }

    @Bean
    ReleaseNews releaseNews(RuleWatch rules, ReleaseJudge judge) {
        return new ReleaseNews(rules::inForce, judge, REJUDGED_OVER);
    }
}
