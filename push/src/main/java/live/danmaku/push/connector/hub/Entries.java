package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import live.danmaku.model.RoomId;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.Rendezvous;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.FromConnector;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that want in. The pusher of the room is asked; when it goes before it answers, the next one is; who waits too
 * long is told that nobody answered. Owned by the hub's thread.
 */
final class Entries {

    private final PusherLinks links;
    private final Roster roster;
    private final long withinNs;
    private final LongSupplier nanos;
    private final Map<Long, Entry> open = new LinkedHashMap<>();
    private final Map<Entry, Long> requests = new HashMap<>();
    private List<String> up = List.of();
    private long lastRequest;

    Entries(PusherLinks links, Roster roster, HubSettings settings, LongSupplier nanos) {
        this.links = links;
        this.roster = roster;
        this.withinNs = settings.enterWithin().toNanos();
        this.nanos = nanos;
    }

    int size() {
        return open.size();
    }

    void enter(Entry entry) {
        lastRequest++;
        entry.askedAt(nanos.getAsLong());
        open.put(lastRequest, entry);
        requests.put(entry, lastRequest);
        roster.entering(entry.room(), entry.user());
        ask(lastRequest, entry);
    }

    private void ask(long request, Entry entry) {
        List<String> owners = Rendezvous.choose(entry.decidedBy(), up, 1);
        String pusher = owners.isEmpty() ? null : owners.get(0);
        entry.pusher(pusher);
        if (pusher != null) {
            links.say(
                    pusher,
                    FromConnector.newBuilder().setEnter(entry.question(request)).build());
        }
    }

    /** Returns the room that somebody is let into by this. */
    @Nullable
    RoomId entered(Entered entered) {
        Entry entry = take(entered.getRequest());
        if (entry == null) {
            return null;
        }
        if (entered.getCode() == 0) {
            roster.entered(entry.room(), entry.user());
        } else {
            roster.notEntered(entry.room(), entry.user());
        }
        entry.answer(entered);
        return entered.getCode() == 0 ? entry.room() : null;
    }

    /** The session has gone. */
    void cancel(Entry entry) {
        Long request = requests.get(entry);
        if (request != null) {
            take(request);
            roster.notEntered(entry.room(), entry.user());
            entry.end();
        }
    }

    private @Nullable Entry take(long request) {
        Entry entry = open.remove(request);
        if (entry != null) {
            requests.remove(entry);
        }
        return entry;
    }

    /** Some pushers came or went: who was asking one that is gone asks another. */
    void pushers(List<String> nowUp, @Nullable String gone) {
        up = nowUp;
        open.forEach((request, entry) -> {
            String asked = entry.pusher();
            if (asked == null || asked.equals(gone)) {
                ask(request, entry);
            }
        });
    }

    void tick() {
        long now = nanos.getAsLong();
        List<Long> late = new ArrayList<>(0);
        for (Map.Entry<Long, Entry> each : open.entrySet()) {
            if (now - each.getValue().askedAt() < withinNs) {
                break; // they stand in the order of their coming
            }
            late.add(each.getKey());
        }
        for (Long request : late) {
            Entry entry = take(request);
            if (entry != null) {
                roster.notEntered(entry.room(), entry.user());
                entry.answer(null);
            }
        }
    }
}
