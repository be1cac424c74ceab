package live.danmaku.web.limit;

import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;

/** A token bucket per user, on this process; addresses have theirs before any call gets here. Thread-safe. */
public final class RateLimits {

    private final Buckets<UserId> users;

    public RateLimits(LimitSettings settings) {
        users = new Buckets<>(settings.userPerSecond(), settings.userBurst());
    }

    /**
     * Takes one from the caller's bucket. Services have none: they speak for many.
     *
     * @throws ApiException 429 when it is empty; it says how long to wait
     */
    public void check(Caller caller) {
        if (!caller.hasAny(Role.SERVICE)) {
            users.take(caller.uid(), "user " + caller.uid());
        }
    }
}
