package live.danmaku.processor;

import live.danmaku.db.kafka.KafkaConfiguration;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.processor.consume.ConsumeConfiguration;
import live.danmaku.processor.gear.GearConfiguration;
import live.danmaku.processor.gift.GiftConfiguration;
import live.danmaku.processor.merge.MergeConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code processor}. */
@Configuration(proxyBeanMethods = false)
@Import({
    KafkaConfiguration.class,
    MySqlConfiguration.class,
    RedisConfiguration.class,
    GiftConfiguration.class,
    MergeConfiguration.class,
    ConsumeConfiguration.class,
    GearConfiguration.class
})
public class ProcessorConfiguration {}
