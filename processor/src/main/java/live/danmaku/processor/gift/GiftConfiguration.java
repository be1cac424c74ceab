package live.danmaku.processor.gift;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftNotes;
import live.danmaku.model.timeline.ClosedTimelines;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What gifts must pass. */
@Configuration(proxyBeanMethods = false)
public class GiftConfiguration {

    @Bean
    GiftAdmission giftAdmission(GiftLedger ledger, GiftNotes notes, ClosedTimelines closed, MeterRegistry registry) {
        return new GiftAdmission(ledger, notes, closed, registry);
    }
}
