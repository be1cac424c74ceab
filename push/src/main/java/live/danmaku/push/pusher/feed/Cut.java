package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.pusher.encode.BatchContent;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * Cuts what there is after a place into batches that fit a frame in every encoding wanted.
 *
 * @param content the batch
 * @param isAll whether it leads to the end
 */
record Cut(BatchContent content, boolean isAll) {

    /** What stands around the messages. */
    private static final int ENVELOPE_BYTES = 1_024;

    /**
     * @param from where the batch begins
     * @param end the place up to which {@code entries} are complete
     * @param entries all messages after {@code from} up to {@code end}, oldest first
     * @param most how many messages the batch may have
     * @param webLive whether somebody wants it in the web-live dialect, whose messages are larger
     */
    static Cut first(
            Topic topic, Cursor from, Cursor end, boolean gap, List<Recent> entries, int most, boolean webLive) {
        List<PushedMessage> messages = new ArrayList<>();
        int leftOut = 0;
        int bytes = ENVELOPE_BYTES;
        for (int i = 0; i < entries.size(); i++) {
            Recent entry = entries.get(i);
            if (entry.leftOut()) {
                leftOut++;
                continue;
            }
            bytes += BatchEncoder.most(entry.message(), webLive);
            if (messages.size() == most || !messages.isEmpty() && bytes > BatchEncoder.MOST_BYTES) {
                Cursor to = new Cursor(end.epoch(), entries.get(i - 1).place());
                return new Cut(new BatchContent(topic, from, to, gap, messages, leftOut), false);
            }
            messages.add(entry.message());
        }
        return new Cut(new BatchContent(topic, from, end, gap, messages, leftOut), true);
    }
}
