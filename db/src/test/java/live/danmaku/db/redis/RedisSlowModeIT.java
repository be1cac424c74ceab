package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import org.junit.jupiter.api.Test;

class RedisSlowModeIT {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final UserId ANN = new UserId("ann");
    private static final MessageId M1 = new MessageId("m1");
    private static final MessageId M2 = new MessageId("m.2:x");

    private final RedisSlowMode slowMode = new RedisSlowMode(SharedRedis.LINK);
    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    @Test
    void take_secondMessage_waitsForTheRestOfThePause() {
        assertThat(take(ANN, M1, PAUSE)).isZero();

        assertThat(take(ANN, M2, PAUSE)).isBetween(Duration.ofSeconds(20), PAUSE);
        assertThat(take(new UserId("bob"), M2, PAUSE)).isZero();
    }

    @Test
    void take_sameMessageAgain_isNotRefused() {
        take(ANN, M1, PAUSE);

        assertThat(take(ANN, M1, PAUSE)).isZero();
        assertThat(take(ANN, M2, PAUSE)).isPositive();
    }

    @Test
    void take_pauseOver_isTaken() {
        Duration pause = Duration.ofMillis(200);
        take(ANN, M1, pause);

        await().atMost(Duration.ofSeconds(10)).until(() -> take(ANN, M2, pause).isZero());
    }

    @Test
    void take_pauseMadeShorter_countsAtOnce() {
        take(ANN, M1, PAUSE);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> take(ANN, M2, Duration.ofMillis(100)).isZero());
    }

    @Test
    void take_manyAtOnce_oneGetsTheTurn() {
        assertThat(
                        IntStream.range(0, 20)
                                .mapToObj(n -> slowMode.take(room, ANN, new MessageId("m" + n), PAUSE))
                                .toList()
                                .stream()
                                .filter(wait -> get(wait).isZero()))
                .hasSize(1);
    }

    @Test
    void giveBack_lastTurn_letsTheNextMessageIn() {
        take(ANN, M1, PAUSE);
        get(slowMode.giveBack(room, ANN, M2));
        assertThat(take(ANN, M2, PAUSE)).isPositive();

        get(slowMode.giveBack(room, ANN, M1));

        assertThat(take(ANN, M2, PAUSE)).isZero();
    }

    private Duration take(UserId user, MessageId message, Duration pause) {
        return get(slowMode.take(room, user, message, pause));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
