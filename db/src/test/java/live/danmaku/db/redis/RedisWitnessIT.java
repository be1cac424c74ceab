package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.timeline.StoreLoss;
import live.danmaku.testkit.ForgetfulRedis;
import live.danmaku.testkit.ReplicatedRedis;
import org.junit.jupiter.api.Test;

class RedisWitnessIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<StoreLoss> losses = new CopyOnWriteArrayList<>();

    @Test
    void redisLosesASuffix_isNoticedWithoutTrafficAndDatedBeforeIt() throws Exception {
        try (ForgetfulRedis redis = new ForgetfulRedis();
                RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(2));
                RedisWitness witness = witness(link)) {
            witness.start();
            assertThat(check(witness)).isZero();
            redis.mark();
            long marked = System.currentTimeMillis();
            await().atMost(SOON).until(() -> check(witness) == 0 && System.currentTimeMillis() > marked + 1_500);

            redis.lose();

            await().atMost(SOON).until(() -> !losses.isEmpty());
            assertThat(losses).hasSize(1);
            assertThat(losses.get(0).lastGood()).isBetween(marked - 5_000, marked);
            assertThat(losses.get(0).noticedAt()).isGreaterThan(marked + 1_500);
            assertThat(check(witness)).isEqualTo(1);
        }
    }

    @Test
    void redisLosesTheFirstWitness_isDatedWhenThatWasSent() throws Exception {
        try (ForgetfulRedis redis = new ForgetfulRedis();
                RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(2));
                RedisWitness witness = witness(link)) {
            redis.mark();
            long began = System.currentTimeMillis();
            assertThat(check(witness)).isZero();
            assertThat(check(witness)).isZero();

            redis.lose();

            await().atMost(SOON).ignoreExceptions().until(() -> check(witness) == 1);
            assertThat(losses.get(0).lastGood()).isBetween(began - 50, began + 5_000);
        }
    }

    @Test
    void redisStartedAgainWithAllItHad_countsAsALossOfTheLastMoment() throws Exception {
        try (ForgetfulRedis redis = new ForgetfulRedis();
                RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(2));
                RedisWitness witness = witness(link)) {
            check(witness);
            long last = System.currentTimeMillis();
            check(witness);
            redis.mark();

            redis.lose();

            await().atMost(SOON).ignoreExceptions().until(() -> check(witness) == 1);
            assertThat(losses.get(0).lastGood()).isGreaterThanOrEqualTo(last - 50);
        }
    }

    @Test
    void redisPaused_isNoLoss() throws Exception {
        try (ForgetfulRedis redis = new ForgetfulRedis();
                RedisLink link = new RedisLink(redis.address(), Duration.ofMillis(300));
                RedisWitness witness = witness(link)) {
            witness.start();
            check(witness);
            redis.server().pause();
            await().atMost(SOON).until(() -> fails(witness));
            assertThat(fails(witness)).isTrue();
            redis.server().resume();

            await().atMost(SOON).until(() -> !fails(witness));
            assertThat(check(witness)).isZero();
        }
    }

    @Test
    void replicaThatMissedTheLastWitnessesBecomesTheMaster_isNoticed() throws Exception {
        try (ReplicatedRedis redis = ReplicatedRedis.start(1);
                RedisLink master = new RedisLink(redis.master().address(), Duration.ofSeconds(2));
                RedisLink replica = new RedisLink(redis.replica(0).address(), Duration.ofSeconds(2))) {
            RedisLink[] current = {master};
            try (RedisWitness witness =
                    new RedisWitness(() -> current[0].commands(), "danmaku:witness:x", Clock.systemUTC())) {
                witness.onLoss(losses::add);
                check(witness);
                await().atMost(SOON)
                        .until(() -> replica.commands()
                                        .exists("danmaku:witness:x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                        .get(5, TimeUnit.SECONDS)
                                == 1);
                redis.cutOff(0);
                long cut = System.currentTimeMillis();
                check(witness);
                redis.master().kill();
                replica.commands().replicaofNoOne().get(5, TimeUnit.SECONDS);
                current[0] = replica;

                assertThat(check(witness)).isEqualTo(1);

                assertThat(losses.get(0).lastGood()).isLessThanOrEqualTo(cut);
                assertThat(check(witness)).isEqualTo(1);
            }
        }
    }

    private RedisWitness witness(RedisLink link) {
        RedisWitness witness = new RedisWitness(link);
        witness.onLoss(losses::add);
        return witness;
    }

    private static long check(RedisWitness witness) throws Exception {
        return witness.check().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static boolean fails(RedisWitness witness) {
        return witness.check()
                .handle((losses, failure) -> failure != null)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
