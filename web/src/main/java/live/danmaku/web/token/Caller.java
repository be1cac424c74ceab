package live.danmaku.web.token;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as a verified token says.
 *
 * @param device the device id, where the token names one
 */
public record Caller(Sender sender, @Nullable String device, Set<Role> roles) {

    public UserId uid() {
        return sender.uid();
    }

    public boolean hasAny(Role... wanted) {
        return Arrays.stream(wanted).anyMatch(roles::contains);
    }

    /** @throws ApiException 403 when the caller has none of these roles */
    public void requireAny(String what, Role... wanted) {
        if (!hasAny(wanted)) {
            String names = Arrays.stream(wanted).map(Role::wireName).collect(Collectors.joining(" or "));
            throw ApiException.forbidden("%s needs the role %s".formatted(what, names));
        }
    }
}
