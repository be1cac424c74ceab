package live.danmaku.push.pusher.encode;

import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * What a batch holds.
 *
 * @param from the place that it goes on from
 * @param to the place that it leads to
 * @param gap whether messages after {@code from} may be missing, beyond those left out
 * @param messages oldest first, all of them after {@code from} and not after {@code to}
 * @param leftOut how many more there are between the two places
 */
public record BatchContent(
        Topic topic, Cursor from, Cursor to, boolean gap, List<PushedMessage> messages, int leftOut) {

    /** What remains for sessions that cannot keep up. */
    BatchContent essential() {
        List<PushedMessage> kept =
                messages.stream().filter(PushedMessage::isEssential).toList();
        return kept.size() == messages.size() ? this : with(kept);
    }

    /** The same without the largest message, which is counted as left out. */
    BatchContent withoutLargest() {
        PushedMessage largest = messages.get(0);
        for (PushedMessage message : messages) {
            if (message.payload().length > largest.payload().length) {
                largest = message;
            }
        }
        PushedMessage tooLarge = largest;
        return with(messages.stream().filter(message -> message != tooLarge).toList());
    }

    private BatchContent with(List<PushedMessage> kept) {
        return new BatchContent(topic, from, to, gap, kept, leftOut + messages.size() - kept.size());
    }
}
