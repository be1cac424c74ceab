package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * The newest part of a topic's timeline: complete after {@code floor}, up to {@link #end}. A place below {@code floor} may
 * also be one that the timeline has lost. Bounded; of one thread.
 */
final class RecentMessages {

    private final FeedSettings settings;
    private final List<Recent> entries = new ArrayList<>();
    private Epoch epoch;
    private long floor;
    private long end;
    private long bytes;

    /**
     * @param newest the newest messages there are, up to {@code end}
     * @param brokenUpTo see {@link ReadResult.Page}
     */
    RecentMessages(List<Recent> newest, Cursor end, long brokenUpTo, FeedSettings settings) {
        this.settings = settings;
        this.epoch = end.epoch();
        this.floor = end.place();
        add(newest, end, true, brokenUpTo);
    }

    Cursor end() {
        return new Cursor(epoch, end);
    }

    /**
     * Adds what comes after {@link #end}.
     *
     * @param next the new end
     * @param gap whether something is missing before it
     * @param brokenUpTo see {@link ReadResult.Page}
     */
    void add(List<Recent> later, Cursor next, boolean gap, long brokenUpTo) {
        if (gap || !next.epoch().equals(epoch)) {
            entries.clear();
            bytes = 0;
            epoch = next.epoch();
            floor = later.isEmpty() ? next.place() : later.get(0).place() - 1;
        }
        entries.addAll(later);
        for (Recent entry : later) {
            bytes += entry.bytes();
        }
        end = next.place();
        floor = Math.max(floor, brokenUpTo);
        trim();
    }

    /** Forgets what is too old or too much. */
    void trim() {
        long oldest = end - settings.keepFor().toMillis() * Cursor.PLACES_PER_MS;
        int tooMany = 0;
        while (tooMany < entries.size()
                && (entries.size() - tooMany > settings.keepMessages()
                        || bytes > settings.keepBytes().toBytes()
                        || entries.get(tooMany).place() < oldest)) {
            bytes -= entries.get(tooMany).bytes();
            tooMany++;
        }
        if (tooMany > 0) {
            floor = Math.max(floor, entries.get(tooMany - 1).place());
            entries.subList(0, tooMany).clear();
        }
    }

    /** Takes a deleted message out. */
    void remove(String id) {
        removeIf(message -> message.head().id().equals(id));
    }

    /** Takes messages out. @return whether there were any */
    boolean removeIf(Predicate<PushedMessage> which) {
        return entries.removeIf(entry -> {
            boolean is = which.test(entry.message());
            bytes -= is ? entry.bytes() : 0;
            return is;
        });
    }

    /** Whether everything after a place is here. */
    boolean covers(Cursor from) {
        return from.epoch().equals(epoch) && from.place() >= floor && from.place() <= end;
    }

    /** Whether a place is after {@link #end}, so that there is more than is known here. */
    boolean isBehind(Cursor from) {
        return from.epoch().equals(epoch) && from.place() > end;
    }

    /**
     * All that is after a place and not after another one. Valid until the next change.
     *
     * @param from one that is {@link #covers covered}
     */
    List<Recent> between(Cursor from, Cursor to) {
        return entries.subList(firstAfter(from.place()), firstAfter(to.place()));
    }

    private int firstAfter(long place) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).place() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
