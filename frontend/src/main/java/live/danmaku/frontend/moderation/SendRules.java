package live.danmaku.frontend.moderation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.SlowMode;
import live.danmaku.model.room.WordAction;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A room's moderation as sending meets it, in this order: who may send ({@link #require}), what may be said ({@link
 * #screen}), how often
 * ({@link #inTurn}). The turn comes last and is given back when the message is not accepted, so that only what was
 * accepted makes its sender wait. Thread-safe.
 */
public final class SendRules {

    private static final Logger log = LoggerFactory.getLogger(SendRules.class);

    private final Moderations moderations;
    private final SlowMode slowMode;
    private final ModerationMetrics metrics;
    private final WordFilters filters = new WordFilters();

    public SendRules(Moderations moderations, SlowMode slowMode, MeterRegistry registry) {
        this.moderations = moderations;
        this.slowMode = slowMode;
        this.metrics = new ModerationMetrics(registry);
    }

    /**
     * A body that may be sent.
     *
     * @param silent whether only the sender may see it
     */
    public record Screened(ObjectNode body, boolean silent) {}

    /** The rules in force; fails with an {@link ApiException} 403 when they keep this user from sending this. */
    public CompletionStage<Moderation> require(Room room, UserId sender, MessageType type) {
        return moderations.of(room.id()).thenApply(rules -> {
            SendRights.@Nullable Refusal refusal = SendRights.refusal(rules, sender, type);
            if (refusal != null) {
                metrics.count(refusal.wireName());
                throw refusal.exception(sender, room.id());
            }
            return rules;
        });
    }

    /** @throws ApiException 400 when a comment holds a word that is refused */
    public Screened screen(Room room, Moderation rules, MessageType type, ObjectNode body) {
        if (type != MessageType.COMMENT || rules.words().isEmpty()) {
            return new Screened(body, false);
        }
        Optional<WordFilter.Verdict> verdict =
                filters.of(room.id(), rules).judge(body.get("text").stringValue());
        if (verdict.isEmpty()) {
            return new Screened(body, false);
        }
        metrics.count(verdict.get().action().wireName());
        if (verdict.get().action() == WordAction.REJECT) {
            throw ApiException.badRequest("text: holds a word that this room refuses (expected: other words)");
        }
        return new Screened(
                body.put("text", verdict.get().text()), verdict.get().action() == WordAction.SILENT);
    }

    /**
     * Sends when it is the sender's turn. Moderators, the host and services need not wait. While the store of turns is
     * away nobody waits: slow mode is a comfort, and sending must not need Redis.
     *
     * @param publish called at most once
     * @return fails with an {@link ApiException} 429 that says how long to wait
     */
    public CompletionStage<Void> inTurn(
            Room room,
            Moderation rules,
            Caller caller,
            UserId sender,
            AcceptedMessage message,
            Supplier<CompletionStage<Void>> publish) {
        boolean exempt = ModeratorRights.moderates(caller, room) || caller.hasAny(Role.SERVICE);
        if (rules.slowModeSeconds() == 0 || message.type() != MessageType.COMMENT || exempt) {
            return publish.get();
        }
        return slowMode.take(room.id(), sender, message.id(), Duration.ofSeconds(rules.slowModeSeconds()))
                .exceptionally(failure -> {
                    log.debug("slow mode cannot be asked, letting a comment through: {}", failure.toString());
                    return Duration.ZERO;
                })
                .thenCompose(wait -> {
                    if (!wait.isZero()) {
                        metrics.count("slow-mode");
                        throw tooEarly(rules, wait);
                    }
                    return publish.get()
                            .exceptionallyCompose(failure -> slowMode.giveBack(room.id(), sender, message.id())
                                    .exceptionally(lost -> null)
                                    .thenCompose(undone -> CompletableFuture.failedFuture(failure)));
                });
    }

    private static ApiException tooEarly(Moderation rules, Duration wait) {
        long seconds = (wait.toMillis() + 999) / 1_000;
        return ApiException.tooManyRequests(
                "slow mode: one comment every %d s in this room (expected: a pause of %d s more)"
                        .formatted(rules.slowModeSeconds(), seconds),
                wait);
    }
}
