package live.danmaku.model.route;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list made ready to be asked: a look costs at most three hash look-ups and two comparisons, however long the list is.
 * Of all ranges that are open to one side only the widest matters. Immutable.
 */
public final class RouteList {

    private final Map<String, ListEntry> uids;
    private final Map<String, ListEntry> devices;
    private final Map<Version, ListEntry> versions;
    private final @Nullable Open below;
    private final @Nullable Open above;
    private final int size;

    private record Open(VersionRange range, ListEntry entry) {

        /** Whether it holds all that another to the same side holds. */
        boolean isWider(Open other) {
            return range.contains(other.range.version()) || !other.range.contains(range.version());
        }
    }

    private RouteList(
            Map<String, ListEntry> uids,
            Map<String, ListEntry> devices,
            Map<Version, ListEntry> versions,
            @Nullable Open below,
            @Nullable Open above,
            int size) {
        this.uids = Map.copyOf(uids);
        this.devices = Map.copyOf(devices);
        this.versions = Map.copyOf(versions);
        this.below = below;
        this.above = above;
        this.size = size;
    }

    static RouteList of(Collection<ListEntry> entries) {
        Map<String, ListEntry> uids = new HashMap<>();
        Map<String, ListEntry> devices = new HashMap<>();
        Map<Version, ListEntry> versions = new HashMap<>();
        @Nullable Open below = null;
        @Nullable Open above = null;
        for (ListEntry entry : entries) {
            String value = entry.place().value();
            switch (entry.place().kind()) {
                case UID -> uids.put(value, entry);
                case DEVICE -> devices.put(value, entry);
                case VERSION -> {
                    Open open = new Open(VersionRange.parse(value), entry);
                    switch (open.range().bound()) {
                        case EXACTLY -> versions.put(open.range().version(), entry);
                        case BELOW, AT_MOST -> below = below == null || open.isWider(below) ? open : below;
                        case ABOVE, AT_LEAST -> above = above == null || open.isWider(above) ? open : above;
                    }
                }
            }
        }
        return new RouteList(uids, devices, versions, below, above, entries.size());
    }

    /** How many entries it was made of. */
    public int size() {
        return size;
    }

    /** The entry that is about a client; null when none is. */
    public @Nullable ListEntry find(RouteSubject subject) {
        @Nullable ListEntry found = null;
        if (subject.uid() != null) {
            found = uids.get(subject.uid().value());
        }
        if (found == null && subject.device() != null) {
            found = devices.get(subject.device().value());
        }
        return found == null && subject.version() != null ? ofVersion(subject.version()) : found;
    }

    private @Nullable ListEntry ofVersion(Version version) {
        @Nullable ListEntry found = versions.get(version);
        if (found != null) {
            return found;
        }
        if (below != null && below.range().contains(version)) {
            return below.entry();
        }
        return above != null && above.range().contains(version) ? above.entry() : null;
    }
}
