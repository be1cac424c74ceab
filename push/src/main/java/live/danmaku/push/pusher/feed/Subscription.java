package live.danmaku.push.pusher.feed;

import java.util.EnumSet;
import java.util.Set;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Follow;

/** A connector's interest in a topic. Of the topic's thread. */
final class Subscription {

    private final Outbox outbox;
    private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    private long sessions;
    private boolean isFollowing;

    Subscription(Outbox outbox) {
        this.outbox = outbox;
    }

    /** An encoding that is not known here is not made; its sessions have to be served by a newer pusher. */
    void update(Follow follow) {
        sessions = follow.getSessions();
        encodings.clear();
        follow.getEncodingsList().forEach(number -> Encoding.find(number).ifPresent(encodings::add));
    }

    Outbox outbox() {
        return outbox;
    }

    long sessions() {
        return sessions;
    }

    Set<Encoding> encodings() {
        return encodings;
    }

    /** Whether it has been told from where on it is told everything. */
    boolean isFollowing() {
        return isFollowing;
    }

    void following() {
        isFollowing = true;
    }
}
