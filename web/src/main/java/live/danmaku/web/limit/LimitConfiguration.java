package live.danmaku.web.limit;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.web.address.AddressConfiguration;
import live.danmaku.web.address.ClientAddresses;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How often an address may call, whatever it calls. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AddressRateSettings.class)
@Import(AddressConfiguration.class)
public class LimitConfiguration {

    @Bean
    AddressRates addressRates(AddressRateSettings settings, MeterRegistry registry) {
        return new AddressRates(settings, registry);
    }

    @Bean
    AddressRateFilter addressRateFilter(ClientAddresses addresses, AddressRates rates) {
        return new AddressRateFilter(addresses, rates);
    }
}
