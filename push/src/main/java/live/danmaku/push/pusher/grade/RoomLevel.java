package live.danmaku.push.pusher.grade;

import java.util.Locale;

/** How large a room is, by its sessions over all connectors. */
public enum RoomLevel {
    SMALL,
    MEDIUM,
    LARGE,
    HUGE;

    /** The name for people. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
