package live.danmaku.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class RateLimitsTest {

    /** Buckets that fill so slowly that no test sees it. */
    private static final int RATE = 1;

    private final RateLimits users = new RateLimits(new LimitSettings(RATE, 20));

    @Test
    void check_the21stOfABurst_isRefusedWithAWait() {
        burst(users, user("42"), 20);
        ApiException refusal = refusal(users, user("42"));

        assertThat(refusal.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(refusal).hasMessageMatching("user 42 sends too fast \\(expected: a pause of \\d+ ms\\)");
        assertThat(Objects.requireNonNull(refusal.retryAfter()))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void check_anotherUser_hasABucketOfTheirOwn() {
        burst(users, user("42"), 20);

        burst(users, user("43"), 20);
        refusal(users, user("42"));
    }

    @Test
    void check_afterTheWait_isAllowedAgain() {
        RateLimits quick = new RateLimits(new LimitSettings(10, 1));
        quick.check(user("42"));

        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThatCode(() -> quick.check(user("42"))).doesNotThrowAnyException());
    }

    @Test
    void check_service_hasNoUserLimit() {
        burst(users, user("shop", Role.SERVICE), 500);
    }

    @Test
    void check_otherRoles_haveTheUserLimit() {
        Caller ops = user("ops", Role.OPS, Role.HOST, Role.MODERATOR);
        burst(users, ops, 20);

        refusal(users, ops);
    }

    private static void burst(RateLimits limits, Caller caller, int size) {
        for (int i = 0; i < size; i++) {
            limits.check(caller);
        }
    }

    private static ApiException refusal(RateLimits limits, Caller caller) {
        try {
            limits.check(caller);
        } catch (ApiException e) {
            return e;
        }
        throw new AssertionError("allowed (expected: refused)");
    }

    private static Caller user(String uid, Role... roles) {
        return new Caller(new Sender(new UserId(uid), uid), null, Set.of(roles));
    }
}
