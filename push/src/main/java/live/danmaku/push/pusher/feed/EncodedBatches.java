package live.danmaku.push.pusher.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.pusher.encode.BatchContent;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.encode.EncodedBatch;

/** The batches of a topic that were encoded last, so that each is encoded once whoever asks. Of one thread. */
final class EncodedBatches {

    private static final int MOST = 8;

    private final BatchEncoder encoder;
    private final Map<Span, EncodedBatch> bySpan = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Span, EncodedBatch> eldest) {
            return size() > MOST;
        }
    };
    private boolean isUsed;

    /** What is between two places of a topic never changes, unless something is deleted. */
    private record Span(Cursor from, Cursor to) {}

    EncodedBatches(BatchEncoder encoder) {
        this.encoder = encoder;
    }

    EncodedBatch of(BatchContent content) {
        isUsed = true;
        return bySpan.computeIfAbsent(new Span(content.from(), content.to()), span -> encoder.encode(content));
    }

    /** Something is deleted. */
    void clear() {
        bySpan.clear();
    }

    /** Forgets all when nothing was asked for since the last call. */
    void forgetUnused() {
        if (!isUsed) {
            bySpan.clear();
        }
        isUsed = false;
    }
}
