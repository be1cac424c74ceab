package live.danmaku.standalone;

import java.time.Duration;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenIssuer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Tells the person at the keyboard where to look, once everything answers. */
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {

    private final TokenIssuer tokens;

    Welcome(TokenIssuer tokens) {
        this.tokens = tokens;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        String address = environment.getProperty("server.address", "127.0.0.1");
        String port = environment.getProperty("local.server.port", "8080");
        String ops = tokens.issue(new Sender(new UserId("ops"), "ops"), Set.of(Role.OPS), Duration.ofDays(1));
        System.out.printf("""

                Danmaku is ready.
                  rooms       http://%1$s:%2$s/
                  API         http://%1$s:%2$s/swagger-ui.html
                  metrics     http://%1$s:%2$s/actuator/prometheus
                  ops token   %3$s
                Ctrl-C ends it.

                """, address, port, ops);
    }
}
