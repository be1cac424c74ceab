package live.danmaku.frontend.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class HostLimitsTest {

    private final List<UserId> live = new ArrayList<>();
    private final List<CompletableFuture<Integer>> asked = new ArrayList<>();
    private boolean answers = true;
    private final HostLimits limits = new HostLimits(this::count, new HostSettings(3, 5));

    private CompletionStage<Integer> count(UserId host) {
        int rooms = (int) live.stream().filter(host::equals).count();
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        asked.add(answer);
        return answers ? CompletableFuture.completedFuture(rooms) : answer;
    }

    @Test
    void within_moreThanMayBe_is409UntilOneEnds() {
        assertThat(starts(caller("ann"), 4)).isEqualTo(3);
        assertThat(starts(caller("bob"), 1)).isEqualTo(1);

        live.remove(new UserId("ann"));

        assertThat(starts(caller("ann"), 2)).isEqualTo(1);
    }

    @Test
    void within_roles_mayHaveMore() {
        assertThat(starts(caller("h", Role.HOST), 9)).isEqualTo(5);
        assertThat(starts(caller("m", Role.MODERATOR), 9)).isEqualTo(5);
        assertThat(starts(caller("s", Role.SERVICE), 9)).isEqualTo(9);
        assertThat(starts(caller("o", Role.OPS), 9)).isEqualTo(9);
    }

    @Test
    void within_callsAtTheSameTime_getNoFurther() {
        answers = false;
        List<CompletableFuture<UserId>> starts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            starts.add(start(caller("ann")));
        }

        asked.forEach(answer -> answer.complete(0));

        assertThat(starts)
                .filteredOn(start -> !start.isCompletedExceptionally())
                .hasSize(3);
    }

    /** @return how many began; the others were refused as they should be */
    private int starts(Caller caller, int times) {
        int begun = 0;
        for (int i = 0; i < times; i++) {
            CompletableFuture<UserId> start = start(caller);
            if (start.isCompletedExceptionally()) {
                assertThat(start.handle((done, failure) -> failure.getCause()).join())
                        .isInstanceOfSatisfying(ApiException.class, refusal -> {
                            assertThat(refusal.status()).isEqualTo(HttpStatus.CONFLICT);
                            assertThat(refusal).hasMessageContaining("end one first");
                        });
            } else {
                begun++;
            }
        }
        return begun;
    }

    private CompletableFuture<UserId> start(Caller caller) {
        return limits.within(caller, () -> {
                    live.add(caller.uid());
                    return CompletableFuture.completedFuture(caller.uid());
                })
                .toCompletableFuture();
    }

    private static Caller caller(String uid, Role... roles) {
        return new Caller(new Sender(new UserId(uid), uid), null, Set.of(roles));
    }
}
