package live.danmaku.routing.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A node as a client is told of it.
 *
 * @param ws such as {@code ws://host:port/sub}
 * @param tcp {@code host:port}; left out when it takes no plain connections there
 * @param weight how much room it has, 1 to 100
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OfferedNode(String id, String ws, @Nullable String tcp, int weight) {}
