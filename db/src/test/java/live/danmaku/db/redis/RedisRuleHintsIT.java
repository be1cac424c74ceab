package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedisRuleHintsIT {

    @Test
    void tell_everyListener_hears() throws Exception {
        RedisRuleHints hints = new RedisRuleHints(SharedRedis.LINK);
        AtomicInteger heard = new AtomicInteger();
        hints.listen(heard::incrementAndGet).toCompletableFuture().get(10, TimeUnit.SECONDS);
        hints.listen(heard::incrementAndGet).toCompletableFuture().get(10, TimeUnit.SECONDS);

        hints.tell();

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(heard).hasValue(2));
    }
}
