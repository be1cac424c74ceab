package live.danmaku.routing.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import live.danmaku.routing.node.OfferedNode;
import org.jspecify.annotations.Nullable;

/**
 * How a client is to connect.
 *
 * @param transport {@code push} or {@code poll}
 * @param rule the one that decided
 * @param nodes where to connect to, the best first; left out when polling
 * @param ticket to be shown there, within a minute; left out when polling
 * @param maxFailures after how many failed connects to degrade to polling
 * @param pollAfterMs when to poll first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(
        String transport,
        String rule,
        @Nullable List<OfferedNode> nodes,
        @Nullable String ticket,
        int maxFailures,
        Backoff backoff,
        long pollAfterMs) {

    static final String PUSH = "push";
    static final String POLL = "poll";

    /** How long to wait between attempts; times in ms. */
    public record Backoff(long baseMs, long maxMs, double factor, double jitter) {}
}
