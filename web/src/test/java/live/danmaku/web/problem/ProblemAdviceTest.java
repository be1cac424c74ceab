package live.danmaku.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import live.danmaku.web.refusal.RefusedRequests;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

class ProblemAdviceTest {

    private final ProblemAdvice advice = new ProblemAdvice(16_384, new RefusedRequests(new SimpleMeterRegistry()));

    @Test
    void apiException_becomesItsStatusAndItsText() {
        ResponseEntity<Object> answer = advice.handle(ApiException.conflict("room r1 is ended (expected: live)"));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(detail(answer)).isEqualTo("room r1 is ended (expected: live)");
    }

    @Test
    void retryAfter_isRoundedUpToWholeSeconds() {
        assertThat(retryAfter(Duration.ofMillis(1))).isEqualTo("1");
        assertThat(retryAfter(Duration.ofMillis(1000))).isEqualTo("1");
        assertThat(retryAfter(Duration.ofMillis(1001))).isEqualTo("2");
        assertThat(retryAfter(Duration.ZERO)).isEqualTo("1");
    }

    @Test
    void unauthorized_saysHowToAuthenticate() {
        ResponseEntity<Object> answer = advice.handle(ApiException.unauthorized("no token"));

        assertThat(answer.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).isEqualTo("Bearer");
    }

    @Test
    void refusedValue_insideACompletionException_is400() {
        ResponseEntity<Object> answer =
                advice.handle((Throwable) new CompletionException(new IllegalArgumentException("limit: 0")));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(detail(answer)).isEqualTo("limit: 0");
    }

    @Test
    void apiException_insideACompletionException_keepsItsStatus() {
        ResponseEntity<Object> answer =
                advice.handle((Throwable) new CompletionException(ApiException.notFound("no room 'r1'")));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void tooMuchBody_is413AndTellsTheLimit() {
        ResponseEntity<Object> answer = advice.handle(new DataBufferLimitException("16385"));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        assertThat(detail(answer)).contains("16384");
    }

    @Test
    void anythingElse_is503AndKeepsItsReasonToItself() {
        ResponseEntity<Object> answer = advice.handle(new IOException("redis://10.0.0.7:6379 refused"));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        assertThat(detail(answer)).doesNotContain("10.0.0.7");
    }

    private String retryAfter(Duration wait) {
        return Objects.requireNonNull(advice.handle(ApiException.tooManyRequests("too fast", wait))
                .getHeaders()
                .getFirst(HttpHeaders.RETRY_AFTER));
    }

    private static String detail(ResponseEntity<Object> answer) {
        ProblemDetail problem = (ProblemDetail) Objects.requireNonNull(answer.getBody());
        return Objects.requireNonNull(problem.getDetail());
    }
}
