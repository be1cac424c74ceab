package live.danmaku.processor.gift;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftNotes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What gifts must pass. */
@Configuration(proxyBeanMethods = false)
public class GiftConfiguration {

    @Bean
    GiftAdmission giftAdmission(GiftLedger ledger, GiftNotes notes, MeterRegistry registry) {
        return new GiftAdmission(ledger, notes, registry);
    }
}
