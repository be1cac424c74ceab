package live.danmaku.model.route;

import live.danmaku.model.DeviceId;
import live.danmaku.model.UserId;

/**
 * Whom an entry of a list is about.
 *
 * @param value a user id, a device id, or a {@link VersionRange} as it was written
 */
public record ListPlace(ListName list, EntryKind kind, String value) {

    /** @throws IllegalArgumentException when there is no such value; the text says the value and what is expected */
    public ListPlace {
        switch (kind) {
            case UID -> new UserId(value);
            case DEVICE -> new DeviceId(value);
            case VERSION -> VersionRange.parse(value);
        }
    }

    /** Such as {@code black uid 42}. */
    @Override
    public String toString() {
        return list.wireName() + " " + kind.wireName() + " " + value;
    }
}
