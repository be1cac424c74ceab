package live.danmaku.frontend.events;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.timeline.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The newest batches of a room, each from where the one before led to: a viewer is a place in them, so one that is a little
 * behind costs nothing. Immutable.
 */
final class RecentBatches {

    private final Cursor floor;
    private final boolean beganAnew;
    private final List<EventBatch> batches;
    private final long bytes;

    private RecentBatches(Cursor floor, boolean beganAnew, List<EventBatch> batches, long bytes) {
        this.floor = floor;
        this.beganAnew = beganAnew;
        this.batches = batches;
        this.bytes = bytes;
    }

    /** Nothing yet; viewers at this place have everything. */
    static RecentBatches from(Cursor place) {
        return new RecentBatches(place, false, List.of(), 0);
    }

    /** Where the newest one leads to. */
    Cursor position() {
        return batches.isEmpty() ? floor : batches.get(batches.size() - 1).to();
    }

    /**
     * These and one more, which goes on from {@link #position()}; without the oldest ones when there are too many. What does
     * not go on from there without a gap begins anew, and so does what comes after a loss, which viewers may know more of
     * than this: those before it are told by the timeline what they miss.
     */
    RecentBatches with(EventBatch next, long mostBytes) {
        boolean goesOn = !next.gap()
                && (floorIsOrigin() || next.to().epoch().equals(position().epoch()))
                && next.brokenUpTo() <= position().place();
        if (!goesOn || next.size() > mostBytes) {
            return new RecentBatches(next.to(), !goesOn, List.of(), 0);
        }
        List<EventBatch> all = new ArrayList<>(batches);
        all.add(next);
        long sum = bytes + next.size();
        Cursor begin = floor;
        int dropped = 0;
        while (sum > mostBytes) {
            EventBatch oldest = all.get(dropped++);
            sum -= oldest.size();
            begin = oldest.to();
        }
        return new RecentBatches(begin, beganAnew && dropped == 0, List.copyOf(all.subList(dropped, all.size())), sum);
    }

    private boolean floorIsOrigin() {
        return batches.isEmpty() && floor.equals(Cursor.ORIGIN);
    }

    /** Whether everything after this place is here. */
    boolean reachBackTo(Cursor place) {
        return place.equals(floor)
                || (isOfThisEpoch(place) && (floor.equals(Cursor.ORIGIN) || place.place() >= floor.place()));
    }

    /** Whether viewers before these are there because of a gap, and not because they are slow. */
    boolean haveBegunAnew() {
        return beganAnew;
    }

    boolean isOfThisEpoch(Cursor place) {
        return place.epoch().equals(position().epoch());
    }

    /** What comes next after a place that these {@link #reachBackTo}; null when there is nothing. */
    @Nullable
    EventBatch after(Cursor place) {
        if (batches.isEmpty()) {
            return null;
        }
        EventBatch newest = batches.get(batches.size() - 1);
        if (place.equals(newest.from())) {
            return newest;
        }
        if (place.equals(floor)) {
            return batches.get(0);
        }
        int index = firstBeyond(place.place());
        if (index == batches.size()) {
            return null;
        }
        EventBatch next = batches.get(index);
        return place.equals(next.from()) ? next : next.after(place);
    }

    private int firstBeyond(long place) {
        int low = 0;
        int high = batches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batches.get(middle).to().place() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
