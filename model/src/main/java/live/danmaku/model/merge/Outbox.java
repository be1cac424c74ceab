package live.danmaku.model.merge;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to come of one topic's merged messages of one type.
 *
 * @param emissions to be shown now, in this order; {@value #MOST_EMISSIONS} at most
 * @param next how long until there may be more; null when nothing is left
 */
public record Outbox(List<Emission> emissions, @Nullable Duration next) {

    public static final int MOST_EMISSIONS = 20;
}
