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
 * @param askAgainMs when to ask for a route again, as the rules may be others then
 * @param telemetrySample which share of clients is to report its telemetry, 0 to 1
 * @param now the server's time, in ms since 1970, by which a client can tell how late messages are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(
        String transport,
        String rule,
        @Nullable List<OfferedNode> nodes,
        @Nullable String ticket,
        int maxFailures,
        Backoff backoff,
        long pollAfterMs,
        long askAgainMs,
        double telemetrySample,
        long now) {

    static final String PUSH = "push";
    static final String POLL = "poll";

    /** How long to wait between attempts; times in ms. */
    public record Backoff(long baseMs, long maxMs, double factor, double jitter) {}
}
