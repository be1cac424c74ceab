package live.danmaku.processor;

import live.danmaku.db.kafka.KafkaConfiguration;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.processor.consume.ConsumeConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code processor}. */
@Configuration(proxyBeanMethods = false)
@Import({KafkaConfiguration.class, RedisConfiguration.class, ConsumeConfiguration.class})
public class ProcessorConfiguration {}
