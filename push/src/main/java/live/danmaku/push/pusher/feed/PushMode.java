package live.danmaku.push.pusher.feed;

import java.util.Locale;

/** How a topic's connectors learn what is new. */
enum PushMode {
    /** They are told that there is something, and pull it. */
    NOTIFY,
    /** They get it. */
    BROADCAST;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
