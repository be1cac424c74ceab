package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Batches;
import live.danmaku.push.link.v1.Following;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Notify;
import live.danmaku.push.link.v1.TopicPlace;
import live.danmaku.push.pusher.link.Link;

/**
 * What one thread's topics have for one connector, collected over topics: batches until the thread has done what was
 * waiting, Notify a few ms longer once one has gone. Places that a link does not take are kept and told when it does: of a
 * topic at rest nothing else would tell them for long. Of that thread.
 */
final class Outbox {

    /** A message on the link holds about so much at most. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_PLACES = 5_000;

    private final Link link;
    private final Turns turns;
    private final long coalesceNanos;
    private final FeedMetrics metrics;
    private final Map<Topic, Cursor> places = new LinkedHashMap<>();
    private final List<Batch> answers = new ArrayList<>();
    private final List<Broadcast> broadcasts = new ArrayList<>();
    private boolean batchesPlanned;
    private boolean notifyPlanned;
    private long notifiedNanos;

    private record Broadcast(Topic topic, Cursor to, Batch batch) {}

    Outbox(Link link, Turns turns, long coalesceNanos, FeedMetrics metrics) {
        this.link = link;
        this.turns = turns;
        this.coalesceNanos = coalesceNanos;
        this.metrics = metrics;
        this.notifiedNanos = turns.nanos() - coalesceNanos;
    }

    /** A topic has got there, or still is. */
    void place(Topic topic, Cursor place) {
        places.put(topic, place);
        planNotify();
    }

    /** Says something, so that the connector knows we are here even while the store is not. */
    void heartbeat() {
        planNotify();
    }

    private void planNotify() {
        if (!notifyPlanned) {
            notifyPlanned = true;
            long wait = notifiedNanos + coalesceNanos - turns.nanos();
            if (wait <= 0) {
                turns.soon(this::sendPlaces);
            } else {
                turns.later(wait, this::sendPlaces);
            }
        }
    }

    private void sendPlaces() {
        notifyPlanned = false;
        notifiedNanos = turns.nanos();
        do {
            Notify.Builder notify = Notify.newBuilder();
            List<Topic> told = new ArrayList<>();
            if (link.keepsUp()) {
                places.entrySet().stream().limit(MOST_PLACES).forEach(each -> {
                    told.add(each.getKey());
                    notify.addTopics(TopicPlace.newBuilder()
                            .setTopic(each.getKey().name())
                            .setPlace(each.getValue().toString()));
                });
            }
            boolean sent = link.offer(FromPusher.newBuilder().setNotify(notify).build());
            metrics.notified(sent);
            if (!sent) {
                return; // with the next one, a heartbeat later at most
            }
            told.forEach(places::remove);
        } while (!places.isEmpty());
    }

    /** A topic is not followed any more. */
    void forget(Topic topic) {
        places.remove(topic);
    }

    void following(Topic topic, Cursor position) {
        link.say(FromPusher.newBuilder()
                .setFollowing(Following.newBuilder().setTopic(topic.name()).setPosition(position.toString()))
                .build());
    }

    /** What a pull asked for. */
    void answer(Batch batch) {
        answers.add(batch);
        planBatches();
    }

    /** Whether a broadcast would be sent; if not, it counts as dropped. */
    boolean takesBroadcast() {
        boolean takes = link.keepsUp();
        if (!takes) {
            metrics.broadcast(1, false);
        }
        return takes;
    }

    /** What nobody asked for; where it cannot be sent, the place that it leads to is told later. */
    void broadcast(Topic topic, Cursor to, Batch batch) {
        broadcasts.add(new Broadcast(topic, to, batch));
        planBatches();
    }

    private void planBatches() {
        if (!batchesPlanned) {
            batchesPlanned = true;
            turns.soon(this::sendBatches);
        }
    }

    private void sendBatches() {
        batchesPlanned = false;
        for (List<Broadcast> part : parts(broadcasts, Broadcast::batch)) {
            boolean sent =
                    link.offer(message(part.stream().map(Broadcast::batch).toList()));
            metrics.broadcast(part.size(), sent);
            if (!sent) {
                part.forEach(missed -> place(missed.topic(), missed.to()));
            }
        }
        for (List<Batch> part : parts(answers, Function.identity())) {
            link.say(message(part));
        }
        broadcasts.clear();
        answers.clear();
    }

    private static FromPusher message(List<Batch> batches) {
        return FromPusher.newBuilder()
                .setBatches(Batches.newBuilder().addAllBatches(batches))
                .build();
    }

    private static <T> List<List<T>> parts(List<T> batches, Function<T, Batch> batchOf) {
        List<List<T>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < batches.size(); i++) {
            int size = batchOf.apply(batches.get(i)).getSerializedSize();
            if (i > from && bytes + size > MOST_BYTES) {
                parts.add(batches.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < batches.size()) {
            parts.add(batches.subList(from, batches.size()));
        }
        return parts;
    }
}
