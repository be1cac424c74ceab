package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.testkit.FaultyProxy;
import live.danmaku.testkit.RedisSentinel;
import live.danmaku.testkit.ReplicatedRedis;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis that is not dead and of no use: it is frozen, its peer is gone without a word, or it is a master no more. */
class RedisFrozenIT {

    private static final Logger log = LoggerFactory.getLogger(RedisFrozenIT.class);

    /** It is left within 5 s; a busy machine takes longer. */
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(20);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] KEY = "k".getBytes(UTF_8);
    private static final byte[] VALUE = "v".getBytes(UTF_8);

    @Test
    void connectionsHangWhileNewOnesWork_areLeft_andSubscriptionsGoOn() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (EmbeddedRedis server = TestEngines.ownRedis();
                FaultyProxy proxy = FaultyProxy.to(server.port());
                RedisLink direct = new RedisLink(server.address(), TIMEOUT);
                RedisLink link = new RedisLink("redis://127.0.0.1:" + proxy.port(), TIMEOUT)) {
            link.listen(new RedisPubSubAdapter<>() {
                @Override
                public void smessage(byte[] channel, byte[] message) {
                    heard.add(new String(message, UTF_8));
                }
            });
            link.subscriptions().ssubscribe(KEY).toCompletableFuture().get(10, TimeUnit.SECONDS);

            proxy.swallow();
            proxy.pass();
            long begin = System.nanoTime();

            awaitWrites(link);
            log.info("commands go on after {} ms", since(begin));
            await().atMost(LEFT_WITHIN).until(() -> {
                direct.commands().spublish(KEY, VALUE).toCompletableFuture().get(10, TimeUnit.SECONDS);
                return heard.poll(200, TimeUnit.MILLISECONDS) != null;
            });
            log.info("subscriptions go on after {} ms", since(begin));
        }
    }

    @Test
    void masterFrozen_sentinelHasAnother_isLeftThoughItNeverAnswersAgain() {
        try (ReplicatedRedis servers = ReplicatedRedis.start(1);
                RedisSentinel sentinel = RedisSentinel.watching(servers.master());
                RedisLink link = new RedisLink(sentinel.address(), TIMEOUT)) {
            awaitWrites(link);

            servers.master().pause();
            long begin = System.nanoTime();

            awaitWrites(link);
            log.info("written to the new master after {} ms", since(begin));
            servers.master().resume();
        }
    }

    @Test
    void masterDemotedByHand_itsNameLeadsToAnother_isLeft() throws Exception {
        try (ReplicatedRedis servers = ReplicatedRedis.start(1);
                FaultyProxy name = FaultyProxy.to(servers.master().port());
                RedisLink link = new RedisLink("redis://127.0.0.1:" + name.port(), TIMEOUT);
                RedisLink old = RedisLink.patient(servers.master().address(), TIMEOUT);
                RedisLink next = RedisLink.patient(servers.replica(0).address(), TIMEOUT)) {
            awaitWrites(link);
            await().atMost(LEFT_WITHIN).until(() -> old.isOpen() && next.isOpen());

            next.commands().replicaofNoOne().toCompletableFuture().get(10, TimeUnit.SECONDS);
            name.redirect(servers.replica(0).port());
            old.commands()
                    .replicaof("127.0.0.1", servers.replica(0).port())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            long begin = System.nanoTime();

            awaitWrites(link);
            log.info("written to the new master after {} ms", since(begin));
        }
    }

    private static void awaitWrites(RedisLink link) {
        await().atMost(LEFT_WITHIN)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(link.commands()
                                .set(KEY, VALUE)
                                .toCompletableFuture()
                                .get(5, TimeUnit.SECONDS))
                        .isEqualTo("OK"));
    }

    private static long since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
