package live.danmaku.web.problem;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import live.danmaku.model.NotAcceptedException;
import live.danmaku.web.refusal.RefusedRequests;
import live.danmaku.web.refusal.Unanswerable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;

/** Turns exceptions into problem details, the framework's own ones and ours. */
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final int mostBodyBytes;
    private final RefusedRequests refused;

    /**
     * @param mostBodyBytes what a request body may hold, for the text of a 413
     * @param refused counts failures of which no answer can tell
     */
    public ProblemAdvice(int mostBodyBytes, RefusedRequests refused) {
        this.mostBodyBytes = mostBodyBytes;
        this.refused = refused;
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(ApiException e) {
        return problem(e.status(), String.valueOf(e.getMessage()), e.retryAfter());
    }

    /** A value that a type of the model refused. */
    @ExceptionHandler
    ResponseEntity<Object> handle(IllegalArgumentException e) {
        return problem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), null);
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(DataBufferLimitException e) {
        return tooLarge();
    }

    /** A message that Kafka did not take. */
    @ExceptionHandler
    ResponseEntity<Object> handle(NotAcceptedException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), e.retryAfter());
    }

    /** Whatever else failed: a store that is away, or an unexpected error. Nothing, when there is nobody to answer. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> handle(Throwable failure, ServerWebExchange exchange) {
        if (Unanswerable.is(exchange)) {
            refused.gone();
            return Mono.empty();
        }
        return Mono.just(handle(failure));
    }

    ResponseEntity<Object> handle(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return handle(failure.getCause());
        }
        if (failure instanceof ApiException api) {
            return handle(api);
        }
        if (failure instanceof IllegalArgumentException refused) {
            return handle(refused);
        }
        if (failure instanceof NotAcceptedException refused) {
            return handle(refused);
        }
        if (isUnexpected(failure)) {
            log.error("unexpected error in a request", failure);
            return problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal error; it was logged", null);
        }
        log.warn("a request failed: {}", failure.toString());
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "a dependency is unavailable; the request may be repeated",
                STORE_RETRY);
    }

    /** Stores that are away have exceptions of their own. */
    private static boolean isUnexpected(Throwable failure) {
        return failure instanceof Error
                || failure instanceof NullPointerException
                || failure instanceof IllegalStateException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof UnsupportedOperationException;
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(
            ServerWebInputException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        if (e.getMostSpecificCause() instanceof DataBufferLimitException) {
            return Mono.just(tooLarge());
        }
        return Mono.just(problem(HttpStatus.BAD_REQUEST, UnreadableInput.detail(e), null));
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleResponseStatusException(
            ResponseStatusException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        if (status.isSameCodeAs(HttpStatus.CONTENT_TOO_LARGE)) {
            return Mono.just(tooLarge());
        }
        if (e instanceof NoResourceFoundException) {
            String path = exchange.getRequest().getPath().value();
            return Mono.just(problem(
                    HttpStatus.NOT_FOUND, "path: '%s' (expected: one of those in /v3/api-docs)".formatted(path), null));
        }
        if (status.isSameCodeAs(HttpStatus.UNSUPPORTED_MEDIA_TYPE)) {
            e.setDetail(unsupported(exchange));
        }
        return super.handleResponseStatusException(e, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleMethodNotAllowedException(
            MethodNotAllowedException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        String supported =
                e.getSupportedMethods().stream().map(HttpMethod::name).sorted().collect(joining(" or "));
        e.setDetail("method: %s (expected: %s)".formatted(e.getHttpMethod(), supported));
        return super.handleMethodNotAllowedException(e, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleUnsupportedMediaTypeStatusException(
            UnsupportedMediaTypeStatusException e,
            HttpHeaders headers,
            HttpStatusCode status,
            ServerWebExchange exchange) {
        e.setDetail(unsupported(exchange));
        return super.handleUnsupportedMediaTypeStatusException(e, headers, status, exchange);
    }

    private static String unsupported(ServerWebExchange exchange) {
        String type = exchange.getRequest().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        return "content type: %s (expected: application/json)".formatted(type == null ? "none" : type);
    }

    private ResponseEntity<Object> tooLarge() {
        String detail =
                "request body of more than %d bytes (expected: %d at most)".formatted(mostBodyBytes, mostBodyBytes);
        return problem(HttpStatus.CONTENT_TOO_LARGE, detail, null);
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail, @Nullable Duration retryAfter) {
        // Said here, not negotiated: who asked for events would get the problem as one.
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000)));
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
