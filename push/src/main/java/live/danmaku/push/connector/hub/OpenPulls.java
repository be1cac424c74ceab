package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.link.v1.Pulls;

/**
 * Pulls that are not answered yet. Those asked in one turn travel in one message for each pusher. Who gets no answer in
 * time, or whose pusher goes, is told so and may ask again. Owned by the hub's thread.
 */
final class OpenPulls {

    private final PusherLinks links;
    private final long withinNs;
    private final LongSupplier nanos;
    private final HubMetrics metrics;
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final Map<String, Pulls.Builder> unsaid = new HashMap<>();
    private long lastRequest;

    /** Who has asked. Exactly one of the two is called for each question. */
    interface Asker {

        void answered(Batch batch);

        void unanswered();
    }

    private record Open(Asker asker, String pusher, long since) {}

    OpenPulls(PusherLinks links, HubSettings settings, LongSupplier nanos, HubMetrics metrics) {
        this.links = links;
        this.withinNs = settings.pullWithin().toNanos();
        this.nanos = nanos;
        this.metrics = metrics;
    }

    /** @param pull without its request number */
    void ask(String pusher, Pull.Builder pull, Asker asker) {
        lastRequest++;
        open.put(lastRequest, new Open(asker, pusher, nanos.getAsLong()));
        unsaid.computeIfAbsent(pusher, any -> Pulls.newBuilder()).addPulls(pull.setRequest(lastRequest));
        metrics.pull();
    }

    /** Says what was asked in this turn. */
    void send() {
        if (!unsaid.isEmpty()) {
            unsaid.forEach((pusher, pulls) ->
                    links.say(pusher, FromConnector.newBuilder().setPulls(pulls).build()));
            unsaid.clear();
        }
    }

    /** Gives an answer to who asked. One that comes too late is nobody's. */
    void answered(Batch batch) {
        Open question = open.remove(batch.getRequest());
        if (question == null) {
            metrics.lateAnswer();
        } else {
            question.asker().answered(batch);
        }
    }

    void down(String pusher) {
        unsaid.remove(pusher);
        List<Asker> askers = new ArrayList<>();
        for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
            Open question = each.next();
            if (question.pusher().equals(pusher)) {
                each.remove();
                askers.add(question.asker());
            }
        }
        askers.forEach(Asker::unanswered);
    }

    void tick() {
        long now = nanos.getAsLong();
        List<Asker> askers = new ArrayList<>(0);
        for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
            Open question = each.next();
            if (now - question.since() < withinNs) {
                break; // they stand in the order of their asking
            }
            each.remove();
            askers.add(question.asker());
        }
        for (Asker asker : askers) {
            metrics.unansweredPull();
            asker.unanswered();
        }
    }
}
