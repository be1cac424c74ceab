package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import live.danmaku.model.timeline.StoreLoss;
import live.danmaku.model.timeline.StoreWitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A witness in one Redis server, the string {@code danmaku:witness:<random>}: its value is when it was sent, so what
 * survives tells how far back a loss reaches. Written once a second, and ten times a second while there is no answer, so
 * that a server that comes back is looked at before much is written to it.
 *
 * <p>A replication id that changed counts as a loss since the last witness, too: the server is another one, or was started
 * again, and may lack what was acknowledged in the milliseconds after that. Each process has a key of its own; thread-safe.
 */
public final class RedisWitness implements StoreWitness, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisWitness.class);
    private static final LuaScript WITNESS = LuaScript.load("witness.lua");
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PERIOD_WITHOUT_ANSWER = Duration.ofMillis(100);
    /** A server that cannot be reached for longer has lost the witness all the same. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final long ORIGIN = System.nanoTime();

    private final Supplier<RedisAsyncCommands<byte[], byte[]>> server;
    private final byte[] key;
    private final Clock clock;
    private final WitnessLife life = new WitnessLife();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "redis-witness"));

    public RedisWitness(RedisLink redis) {
        this(redis::commands, "danmaku:witness:" + UUID.randomUUID(), Clock.systemUTC());
    }

    /**
     * @param server the commands of the one server that is watched
     * @param key where the witness is kept there; no other process may write it
     * @param clock what losses are dated by; ages are measured by a steady clock
     */
    RedisWitness(Supplier<RedisAsyncCommands<byte[], byte[]>> server, String key, Clock clock) {
        this.server = server;
        this.key = key.getBytes(UTF_8);
        this.clock = clock;
    }

    public void start() {
        thread.execute(this::turn);
    }

    private void turn() {
        check().whenComplete((losses, failure) -> {
            if (!thread.isShutdown()) {
                Duration next = failure == null ? PERIOD : PERIOD_WITHOUT_ANSWER;
                thread.schedule(this::turn, next.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public CompletionStage<Long> check() {
        return CompletableFuture.completedFuture(life.begin(steadyMs()))
                .thenCompose(sent -> write(sent).thenCompose(answer -> judge(sent, answer)));
    }

    private CompletionStage<List<Object>> write(WitnessLife.Sent sent) {
        return WITNESS.run(
                server.get(),
                ScriptOutputType.MULTI,
                new byte[][] {key},
                number(sent.witness()),
                number(sent.kept()),
                sent.server().getBytes(UTF_8),
                number(KEPT.toMillis()));
    }

    private CompletionStage<Long> judge(WitnessLife.Sent sent, List<Object> answer) {
        long found = Long.parseLong(Replies.text(answer.get(0)));
        return switch (life.answered(sent, found, Replies.text(answer.get(1)), this::dated)) {
            case KEPT -> CompletableFuture.completedFuture(life.losses());
            // What was written since says nothing yet of what this call was to find.
            case LOST, OUTDATED -> check();
        };
    }

    /** The steady clock's times as the time of day is now, whatever steps it has made. */
    private StoreLoss dated(long lastGood) {
        long now = clock.millis();
        StoreLoss loss = new StoreLoss(now - (steadyMs() - lastGood), now);
        log.warn("Redis is another server, or has lost what it acknowledged in the last {} ms", now - loss.lastGood());
        return loss;
    }

    @Override
    public void onLoss(Consumer<StoreLoss> listener) {
        life.onLoss(listener);
    }

    private static long steadyMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
