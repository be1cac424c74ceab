package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;
import org.jspecify.annotations.Nullable;

/** Pages that are not in memory, read once for all who ask for the same one meanwhile. Of one thread. */
final class OlderPages {

    private static final Set<MessageType> ALL = Set.of(MessageType.values());

    private final Topic topic;
    private final TimelineReader timeline;
    private final Turns turns;
    private final FeedMetrics metrics;
    private final Map<Cursor, List<Consumer<@Nullable ReadResult>>> asking = new HashMap<>();

    OlderPages(Topic topic, TimelineReader timeline, Turns turns, FeedMetrics metrics) {
        this.topic = topic;
        this.timeline = timeline;
        this.turns = turns;
        this.metrics = metrics;
    }

    /** @param asker gets the page, or null when the store does not answer */
    void after(Cursor from, Consumer<@Nullable ReadResult> asker) {
        List<Consumer<@Nullable ReadResult>> askers = asking.get(from);
        if (askers != null) {
            askers.add(asker);
            return;
        }
        asking.put(from, new ArrayList<>(List.of(asker)));
        metrics.read();
        // Asked inside of a stage: a store that throws has failed like one that answers so.
        CompletableFuture.completedFuture(new ReadRequest(topic, new ReadFrom.After(from), ALL, ReadRequest.MAX_LIMIT))
                .thenCompose(timeline::read)
                .whenComplete((result, failure) -> turns.soon(() -> answer(from, failure == null ? result : null)));
    }

    private void answer(Cursor from, @Nullable ReadResult result) {
        if (result == null) {
            metrics.failed();
        }
        List<Consumer<@Nullable ReadResult>> askers = asking.remove(from);
        if (askers != null) {
            askers.forEach(asker -> asker.accept(result));
        }
    }
}
