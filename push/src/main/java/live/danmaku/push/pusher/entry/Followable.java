package live.danmaku.push.pusher.entry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.pusher.entry.Judgement.Admitted;
import live.danmaku.push.pusher.entry.Judgement.Refused;

/**
 * Judges which topics may be followed that clients name and nobody of their connector follows yet: rooms that exist,
 * and areas, while this pusher has fewer topics than it may have. Rooms that sessions enter are judged by the
 * {@link Doorkeeper} alone. Thread-safe.
 */
final class Followable {

    private final Doorkeeper doorkeeper;
    private final IntSupplier topics;
    private final int mostTopics;
    private final Counter unknown;
    private final Counter full;

    /** @param topics how many are followed here now */
    Followable(Doorkeeper doorkeeper, IntSupplier topics, int mostTopics, MeterRegistry registry) {
        this.doorkeeper = doorkeeper;
        this.topics = topics;
        this.mostTopics = mostTopics;
        this.unknown = refused(registry, "unknown");
        this.full = refused(registry, "full");
    }

    private static Counter refused(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.pusher.topics.refused")
                .description("Topics that clients named and may not follow: rooms that do not exist, or too many")
                .tag("reason", reason)
                .register(registry);
    }

    /** Fails when whether a room exists cannot be learnt now. */
    CompletionStage<Judgement> judge(Topic topic) {
        if (topics.getAsInt() >= mostTopics) {
            full.increment();
            return refused(
                    CloseCode.TOO_MANY_CONNECTIONS,
                    "topics here: %d (expected: fewer than that)".formatted(mostTopics));
        }
        if (topic.isAcknowledged()) {
            return refused(CloseCode.UNAUTHORIZED, "topic: '%s' (expected: room:<id> or area:<name>)".formatted(topic));
        }
        RoomId room = topic.asRoom().orElse(null);
        if (room == null) {
            return CompletableFuture.completedFuture(new Admitted(null));
        }
        return doorkeeper.exists(room).thenCompose(exists -> {
            if (exists) {
                return CompletableFuture.completedFuture(new Admitted(null));
            }
            unknown.increment();
            return refused(CloseCode.UNAUTHORIZED, "no room '%s'".formatted(room));
        });
    }

    private static CompletionStage<Judgement> refused(int code, String reason) {
        return CompletableFuture.completedFuture(new Refused(code, reason));
    }
}
