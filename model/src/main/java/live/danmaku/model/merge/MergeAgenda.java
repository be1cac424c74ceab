package live.danmaku.model.merge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Which topics somebody has to look at, and when. What is noted is claimed again and again until somebody settles it, so
 * it survives whoever dies with a claim. Stages that fail mean <em>unknown</em>. Never blocks.
 */
public interface MergeAgenda {

    /** Somebody's turn to look. */
    record Claim(Topic topic, MessageType type, String token) {}

    /** Notes that something of this topic and type is due after some time; an earlier note stands. */
    CompletionStage<Void> note(Topic topic, MessageType type, Duration after);

    /** Takes what is due, for some seconds; others do not get it meanwhile. */
    CompletionStage<List<Claim>> claim(int most);

    /**
     * Ends a claim. A note that came meanwhile stands.
     *
     * @param next when to look again; null when nothing is left
     */
    CompletionStage<Void> settle(Claim claim, @Nullable Duration next);
}
