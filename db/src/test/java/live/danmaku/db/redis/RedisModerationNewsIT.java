package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.model.RoomId;
import org.junit.jupiter.api.Test;

class RedisModerationNewsIT {

    private final RedisModerationNews news = new RedisModerationNews(SharedRedis.LINK);
    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    @Test
    void changed_reachesWhoListens() {
        List<RoomId> heard = new CopyOnWriteArrayList<>();
        news.listen(heard::add);

        // Listening begins some time after the call; hints may be lost.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            news.changed(room).toCompletableFuture().join();
            assertThat(heard).contains(room);
        });
    }
}
