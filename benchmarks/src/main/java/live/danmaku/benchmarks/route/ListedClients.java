package live.danmaku.benchmarks.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.ListEntry;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RoutingRules;

/**
 * Lists of so many entries: nine in twenty are black uids, as many white ones, one in twenty a black device, one in twenty a
 * black version.
 */
final class ListedClients {

    private static final int PARTS = 20;

    private ListedClients() {}

    static List<ListPlace> places(int entries) {
        List<ListPlace> places = new ArrayList<>(entries);
        for (int n = 0; n < entries; n++) {
            int part = n % PARTS;
            if (part < 9) {
                places.add(new ListPlace(ListName.BLACK, EntryKind.UID, blackUid(n)));
            } else if (part < 18) {
                places.add(new ListPlace(ListName.WHITE, EntryKind.UID, "white-" + n));
            } else if (part == 18) {
                places.add(new ListPlace(ListName.BLACK, EntryKind.DEVICE, "black-device-" + n));
            } else {
                places.add(new ListPlace(ListName.BLACK, EntryKind.VERSION, "9.0." + n));
            }
        }
        return places;
    }

    /** A uid that is on the black list if {@code n} is below the entries' number and begins a twenty. */
    static String blackUid(int n) {
        return "black-" + n;
    }

    static RoutingRules rules(int entries, GreyRelease grey) {
        Map<ListPlace, ListEntry> byPlace = new HashMap<>();
        places(entries).forEach(place -> byPlace.put(place, new ListEntry(place, 0, 1, "bench", "")));
        return new RoutingRules(1, grey, byPlace);
    }
}
