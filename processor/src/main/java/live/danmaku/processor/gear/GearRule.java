package live.danmaku.processor.gear;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearState;
import live.danmaku.model.timeline.AppendBatch;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one flow's gear: up as soon as it is behind, down when it has been calm for long.
 *
 * <p>Where records wait for the append, a pool helps; where they come late from Kafka, more partitions do. If the first is
 * not enough, both. A flow does not go back to a gear that could not keep up with a rate like today's, and has to be calm
 * for longer when it went down too early, so gears do not flap. Not thread-safe.
 */
final class GearRule {

    private static final Duration SHIFT_SHOWS_AFTER = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LONGEST_CALM = Duration.ofMinutes(5);
    private static final Duration LIMIT_COUNTS_FOR = Duration.ofMinutes(10);
    private static final double SAFE_SHARE_OF_LIMIT = 0.7;
    private static final double FALLING = 0.8;

    private final GearSettings settings;
    private final Map<Gear, Limit> limits = new EnumMap<>(Gear.class);
    private long calmNeededMs;
    private long calmSince;
    private long lastDown;
    private long lastLagMs;
    private boolean pinned;

    /** The rate at which a gear could not keep up. */
    private record Limit(long ratePerS, long at) {}

    /** @param now when the flow was first looked at, in ms since 1970 */
    GearRule(GearSettings settings, long now) {
        this.settings = settings;
        this.calmNeededMs = settings.calm().toMillis();
        this.calmSince = now;
    }

    /**
     * @param load what was measured in the last second
     * @param now in ms since 1970, by the store's clock
     * @return the flow's next state; empty while it stays as it is
     */
    Optional<GearState> judge(GearState state, FlowLoad load, long now) {
        boolean falling = load.lagMs() < lastLagMs * FALLING;
        lastLagMs = load.lagMs();
        boolean behind = load.lagMs() >= settings.upLag().toMillis() && load.ratePerS() >= settings.busyRate();
        if (load.lagMs() >= settings.downLag().toMillis()) {
            calmSince = now;
        }
        if (pinned && !behind) {
            Optional<GearState> free = shift(state, Gear.FIRST, now, "the pin has ended");
            pinned = free.isEmpty() && state.gear() != Gear.FIRST;
            return free;
        }
        pinned = false;
        if (behind) {
            return falling || now - state.since() < SHIFT_SHOWS_AFTER.toMillis()
                    ? Optional.empty()
                    : up(state, load, now);
        }
        return down(state, load, now);
    }

    /** Follows ops, as soon as the last move is over. A flow that is not behind when the pin ends goes back to the first gear. */
    Optional<GearState> follow(GearState state, GearPin pin, long now) {
        calmSince = now;
        pinned = true;
        return state.gear() == pin.gear()
                ? Optional.empty()
                : shift(state, pin.gear(), now, "pinned by ops for %d s".formatted((pin.until() - now) / 1_000));
    }

    private Optional<GearState> up(GearState state, FlowLoad load, long now) {
        if (state.gear() == Gear.FOURTH) {
            return Optional.empty();
        }
        boolean waitsForAppend = load.waiting() >= 2 * AppendBatch.MAX_ENTRIES;
        Gear next = state.gear() == Gear.FIRST ? (waitsForAppend ? Gear.THIRD : Gear.SECOND) : Gear.FOURTH;
        String cause = waitsForAppend
                ? "%,d records wait for the append".formatted(load.waiting())
                : "records come late from Kafka";
        Optional<GearState> shifted = shift(
                state,
                next,
                now,
                "%,d ms behind at %,d messages/s: %s".formatted(load.lagMs(), load.ratePerS(), cause));
        if (shifted.isPresent()) {
            limits.put(state.gear(), new Limit(load.ratePerS(), now));
            boolean tooEarlyDown = now - lastDown < SOON.toMillis();
            calmNeededMs = tooEarlyDown
                    ? Math.min(2 * calmNeededMs, LONGEST_CALM.toMillis())
                    : settings.calm().toMillis();
        }
        return shifted;
    }

    private Optional<GearState> down(GearState state, FlowLoad load, long now) {
        long calmFor = now - Math.max(calmSince, state.since());
        if (state.gear() == Gear.FIRST || calmFor < calmNeededMs) {
            return Optional.empty();
        }
        Gear next = state.gear() == Gear.FOURTH ? Gear.THIRD : Gear.FIRST;
        @Nullable Limit limit = limits.get(next);
        if (limit != null
                && now - limit.at() < LIMIT_COUNTS_FOR.toMillis()
                && load.ratePerS() > limit.ratePerS() * SAFE_SHARE_OF_LIMIT) {
            return Optional.empty();
        }
        Optional<GearState> shifted =
                shift(state, next, now, "calm for %d s at %,d messages/s".formatted(calmFor / 1_000, load.ratePerS()));
        if (shifted.isPresent()) {
            lastDown = now;
        }
        return shifted;
    }

    private static Optional<GearState> shift(GearState state, Gear next, long now, String reason) {
        boolean moves = next.isSpread() != state.gear().isSpread();
        return state.gear() == next || moves && !state.isSettled(now)
                ? Optional.empty()
                : Optional.of(state.shift(next, now, reason));
    }
}
