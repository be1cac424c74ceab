package live.danmaku.web.ticket;

import java.time.Clock;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Permissions to open long connections. */
@Configuration(proxyBeanMethods = false)
public class TicketConfiguration {

    @Bean
    TicketIssuer ticketIssuer(TokenKeys keys, TokenSettings settings, Clock clock) {
        return new TicketIssuer(keys, settings, clock);
    }

    @Bean
    TicketVerifier ticketVerifier(TokenKeys keys, TokenSettings settings, Clock clock) {
        return new TicketVerifier(keys, settings, clock);
    }
}
