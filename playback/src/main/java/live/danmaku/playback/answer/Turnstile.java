package live.danmaku.playback.answer;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Lets some pieces of work be under way at a time; some more wait in the order in which they came, for a while, and
 * others are refused with 429. An address has few of either. Thread-safe.
 */
final class Turnstile {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String what;
    private final int most;
    private final int mostWaiting;
    private final int mostOfAnAddress;
    private final boolean exemptLoopback;
    private final Duration patience;
    private final Counter refused;
    private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private int inside;

    /**
     * @param what for people, such as {@code exports}
     * @param patience how long a piece of work waits for its turn at most
     */
    Turnstile(
            String what,
            int most,
            int mostWaiting,
            int mostOfAnAddress,
            boolean exemptLoopback,
            Duration patience,
            Counter refused) {
        this.what = what;
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.mostOfAnAddress = mostOfAnAddress;
        this.exemptLoopback = exemptLoopback;
        this.patience = patience;
        this.refused = refused;
    }

    /** What is under way; to be left once it is over, however it ends. */
    final class Place {

        private final @Nullable String address;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(@Nullable String address) {
            this.address = address;
        }

        /** Does nothing the second time. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                gone(address, true);
            }
        }
    }

    /** Completes when it is one's turn; fails with an {@link ApiException} 429 that says when to come back. */
    CompletionStage<Place> enter(ClientAddress client) {
        String address = exemptLoopback && client.isHere() ? null : client.network();
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        synchronized (this) {
            if (address != null && addresses.getOrDefault(address, 0) >= mostOfAnAddress) {
                return refusal("%s of this address: %d".formatted(what, mostOfAnAddress));
            }
            if (inside >= most && waiting.size() >= mostWaiting) {
                return refusal("%s: %d".formatted(what, inside + waiting.size()));
            }
            if (address != null) {
                addresses.merge(address, 1, Integer::sum);
            }
            if (inside < most) {
                inside++;
                return CompletableFuture.completedFuture(new Place(address));
            }
            waiting.add(turn);
        }
        return turn.thenApply(ignored -> new Place(address))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    // Only one of the two happens to a turn: that it is given, or that nobody waits for it any more.
                    gone(address, !turn.cancel(false));
                    return refusal("%s: no turn within %d ms".formatted(what, patience.toMillis()));
                });
    }

    private <T> CompletionStage<T> refusal(String because) {
        refused.increment();
        return CompletableFuture.failedFuture(
                ApiException.tooManyRequests(because + " (expected: fewer at a time)", RETRY_AFTER));
    }

    private void gone(@Nullable String address, boolean wasInside) {
        CompletableFuture<Boolean> next;
        synchronized (this) {
            if (address != null) {
                addresses.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
            }
            if (!wasInside) {
                waiting.removeIf(CompletableFuture::isDone);
                return;
            }
            do {
                next = waiting.poll();
            } while (next != null && next.isDone());
            if (next == null) {
                inside--;
            }
        }
        if (next != null && !next.complete(true)) {
            gone(null, true); // it went away just now
        }
    }
}
