package live.danmaku.push.connector.hub;

import live.danmaku.model.timeline.Cursor;

/** How two places of one topic lie to each other. Places of different epochs have no order. */
final class Places {

    private Places() {}

    static boolean sameEpoch(Cursor one, Cursor other) {
        return one.epoch().equals(other.epoch());
    }

    /** Whether somebody at {@code position} has seen everything up to {@code place}. */
    static boolean covers(Cursor position, Cursor place) {
        return sameEpoch(position, place) && place.place() <= position.place();
    }

    static boolean isAhead(Cursor place, Cursor position) {
        return sameEpoch(position, place) && place.place() > position.place();
    }
}
