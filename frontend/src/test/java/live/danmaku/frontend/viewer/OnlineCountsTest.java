package live.danmaku.frontend.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import live.danmaku.model.RoomId;
import org.junit.jupiter.api.Test;

class OnlineCountsTest {

    private static final RoomId ROOM = new RoomId("r1");

    private final FakePresence presence = new FakePresence();
    private final OnlineCounts counts = new OnlineCounts(presence);

    @Test
    void of_manyCallsInARow_askTheStoreOnce() {
        presence.setCount(ROOM, 7);
        OnlineCounts fresh = new OnlineCounts(presence);
        for (int i = 0; i < 50; i++) {
            assertThat(fresh.of(ROOM).toCompletableFuture()).isCompletedWithValue(7L);
        }

        // Twice on a machine so busy that 50 calls take a second.
        assertThat(presence.asked()).isLessThanOrEqualTo(2);
    }

    @Test
    void of_laterCount_isSeenSoon() {
        presence.setCount(ROOM, 7);
        assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedWithValue(7L);
        presence.setCount(ROOM, 8);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedWithValue(8L));
    }

    @Test
    void of_storeAway_failsAndIsNotRemembered() {
        presence.setCount(ROOM, 7);
        presence.setAway(ROOM, true);
        assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedExceptionally();
        presence.setAway(ROOM, false);

        assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedWithValue(7L);
    }
}
