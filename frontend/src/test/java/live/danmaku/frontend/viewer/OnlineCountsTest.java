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
    void of_storeAway_isWhatWasLastKnown() {
        presence.setCount(ROOM, 7);
        assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedWithValue(7L);
        presence.setAway(ROOM, true);
        int before = presence.asked();

        await().atMost(Duration.ofSeconds(5)).until(() -> {
            assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedWithValue(7L);
            return presence.asked() > before;
        });
    }

    @Test
    void of_storeAwayFromTheBeginning_isNobody() {
        presence.setAway(ROOM, true);

        assertThat(counts.of(ROOM).toCompletableFuture()).isCompletedWithValue(0L);
    }

    @Test
    void of_storeDoesNotAnswer_doesNotWaitForIt() {
        presence.setSilent(true);

        assertThat(counts.of(ROOM).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(0L);
    }
}
