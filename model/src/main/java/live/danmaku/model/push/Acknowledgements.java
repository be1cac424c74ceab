package live.danmaku.model.push;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;

/**
 * How far users have acknowledged topics of users and devices, on each device. Never blocks; stages fail when the store cannot
 * be reached.
 */
public interface Acknowledgements {

    /** How long an acknowledgement is remembered at least: longer than any message that it stands for matters. */
    Duration KEPT = Duration.ofDays(8);

    /**
     * A recipient has seen everything up to a cursor. An acknowledgement goes forward only: one that is behind in the same
     * epoch changes nothing. One of another epoch replaces what is kept.
     */
    CompletionStage<Void> acknowledge(Topic topic, Recipient recipient, Cursor cursor);

    /** Up to where; {@link Cursor#ORIGIN} when nothing is known, which reads everything that is kept. */
    CompletionStage<Cursor> of(Topic topic, Recipient recipient);
}
