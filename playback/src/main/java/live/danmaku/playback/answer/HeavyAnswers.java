package live.danmaku.playback.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes answers about whole streams on threads of their own, few at a time, so that what everybody else asks for does
 * not wait for them. What is too much fails with a 429. Thread-safe.
 */
public final class HeavyAnswers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A reader that takes nothing for so long makes room for another. */
    private static final Duration MOST_PAUSE = Duration.ofSeconds(30);

    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(10);

    private final ClientAddresses addresses;
    private final Turnstile written;
    private final Turnstile exports;
    private final ExecutorService threads;
    private final Scheduler scheduler;

    public HeavyAnswers(HeavySettings settings, ClientAddresses addresses, MeterRegistry registry) {
        this.addresses = addresses;
        this.written = new Turnstile(
                "answers about whole streams",
                settings.atOnce(),
                settings.waiting(),
                settings.ofAnAddress(),
                settings.exemptLoopback(),
                PATIENCE,
                refused(registry, "written"));
        this.exports = new Turnstile(
                "exports",
                settings.exports(),
                settings.waiting(),
                settings.ofAnAddress(),
                settings.exemptLoopback(),
                PATIENCE,
                refused(registry, "export"));
        this.threads = Executors.newFixedThreadPool(settings.atOnce(), new DefaultThreadFactory("heavy-answers", true));
        this.scheduler = Schedulers.fromExecutorService(threads);
    }

    private static Counter refused(MeterRegistry registry, String kind) {
        return Counter.builder("danmaku.replay.refused")
                .description("Questions about whole streams answered 429, because too many were under way")
                .tag("kind", kind)
                .register(registry);
    }

    /** Whose a request is: an address has few answers under way. */
    public ClientAddress clientOf(ServerHttpRequest request) {
        return addresses.of(request);
    }

    /** Where such answers are written. */
    Executor threads() {
        return threads;
    }

    /**
     * Makes an answer when it is its turn.
     *
     * @param make begins on one of the threads; what takes long is to be done there
     */
    <T> CompletionStage<T> make(ClientAddress client, Function<Executor, CompletionStage<T>> make) {
        return written.enter(client)
                .thenCompose(place -> CompletableFuture.completedFuture(threads)
                        .thenComposeAsync(make, threads)
                        .whenComplete((answer, failure) -> place.leave()));
    }

    /**
     * Begins an export when it is its turn.
     *
     * @param begin gives the answer's head and its body, which is passed through {@code export}
     */
    public <T> CompletionStage<T> export(ClientAddress client, Function<Export, CompletionStage<T>> begin) {
        return exports.enter(client).thenCompose(place -> {
            Export export = new Export(place);
            return begun(() -> begin.apply(export)).whenComplete((answer, failure) -> {
                if (failure != null) {
                    place.leave();
                } else {
                    export.leaveUnlessRead();
                }
            });
        });
    }

    private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> begin) {
        try {
            return begin.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** An export under way: as long as it is read. */
    public final class Export {

        private final Turnstile.Place place;
        private final AtomicBoolean isRead = new AtomicBoolean();

        private Export(Turnstile.Place place) {
            this.place = place;
        }

        /**
         * @param parts of the body, before they are written out
         * @param write writes one out, on the threads of heavy answers, when the one before is on its way
         */
        public <P, B> Flux<B> body(Flux<P> parts, Function<P, B> write) {
            return parts.publishOn(scheduler, 1)
                    .map(write)
                    .timeout(MOST_PAUSE)
                    .doOnSubscribe(subscription -> isRead.set(true))
                    .doFinally(end -> place.leave());
        }

        private void leaveUnlessRead() {
            CompletableFuture.delayedExecutor(BEGIN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        if (!isRead.get()) {
                            place.leave();
                        }
                    });
        }
    }

    @Override
    public void close() {
        scheduler.dispose();
        threads.shutdownNow();
    }
}
