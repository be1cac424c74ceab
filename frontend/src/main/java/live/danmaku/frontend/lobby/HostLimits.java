package live.danmaku.frontend.lobby;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import live.danmaku.model.UserId;
import live.danmaku.model.room.HostedRooms;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;

/**
 * Bounds the live rooms of a user. Those that this front end is just starting count, so that calls at the same time get
 * no further; several front ends together may let a few more pass. Thread-safe.
 */
public final class HostLimits {

    private final HostedRooms rooms;
    private final HostSettings settings;
    private final ConcurrentMap<UserId, Integer> starting = new ConcurrentHashMap<>();

    public HostLimits(HostedRooms rooms, HostSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    /**
     * @param start starts one room; called at most once
     * @return what {@code start} gives; fails with an {@link ApiException} 409 when the caller has as many as may be
     */
    <T> CompletionStage<T> within(Caller caller, Supplier<CompletionStage<T>> start) {
        if (caller.hasAny(Role.SERVICE, Role.OPS)) {
            return start.get();
        }
        int most = caller.hasAny(Role.HOST, Role.MODERATOR) ? settings.hostRooms() : settings.userRooms();
        UserId host = caller.uid();
        int underWay = starting.merge(host, 1, Integer::sum);
        return rooms.countLive(host)
                .thenCompose(live -> {
                    if (live + underWay > most) {
                        throw ApiException.conflict("user %s has %d live rooms (expected: at most %d; end one first)"
                                .formatted(host, live, most));
                    }
                    return start.get();
                })
                .whenComplete((done, failure) ->
                        starting.computeIfPresent(host, (same, count) -> count > 1 ? count - 1 : null));
    }
}
