package live.danmaku.frontend.devtoken;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.model.DeviceId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenIssuer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives a token to whoever asks from this machine. For standalone runs only; elsewhere the platform makes tokens. */
@Tag(name = "Development")
@RestController
public final class DevTokenController {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final TokenIssuer tokens;
    private final LocalCallers callers;

    public DevTokenController(TokenIssuer tokens, LocalCallers callers) {
        this.tokens = tokens;
        this.callers = callers;
    }

    record TokenRequest(
            @Nullable String uid,
            @Nullable String name,
            @Nullable List<String> roles,
            @Nullable String device) {}

    record TokenAnswer(String token) {}

    @Operation(
            summary = "A token for trying things out",
            description =
                    "From loopback only, in standalone runs only; not through a proxy, and not for pages of other sites.")
    @PostMapping("/v1/dev/tokens")
    TokenAnswer issue(@RequestBody TokenRequest request, @Parameter(hidden = true) ServerHttpRequest http) {
        callers.require(http);
        if (request.uid() == null) {
            throw ApiException.badRequest("uid: missing (expected: a uid)");
        }
        UserId uid = new UserId(request.uid());
        Set<Role> roles = request.roles() == null
                ? Set.of()
                : request.roles().stream().map(Role::of).collect(Collectors.toSet());
        String name = request.name() == null ? uid.value() : request.name();
        @Nullable DeviceId device = request.device() == null ? null : new DeviceId(request.device());
        return new TokenAnswer(tokens.issue(new Sender(uid, name), device, roles, LIFETIME));
    }
}
