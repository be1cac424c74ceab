package live.danmaku.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class CallerTest {

    @Test
    void requireAny_oneOfSeveralRoles_isEnough() {
        assertThatCode(() -> with(Role.OPS).requireAny("ending", Role.HOST, Role.OPS))
                .doesNotThrowAnyException();
    }

    @Test
    void requireAny_anotherRole_is403AndNamesWhatIsNeeded() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> with(Role.MODERATOR).requireAny("sending system", Role.SERVICE, Role.OPS))
                .withMessage("sending system needs the role service or ops")
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.FORBIDDEN));
    }

    @Test
    void requireAny_noRoles_is403() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> with().requireAny("ending", Role.HOST, Role.MODERATOR, Role.SERVICE, Role.OPS));
    }

    private static Caller with(Role... roles) {
        return new Caller(new Sender(new UserId("42"), "Mei"), null, Set.of(roles));
    }
}
