package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;

/** What the hub knows of one session. Owned by the session's loop. */
final class Member {

    private final Session session;
    private final List<Membership> memberships = new ArrayList<>(4);
    private @Nullable Topic room;
    private @Nullable Topic area;
    private @Nullable Entry entry;
    /** Null of one that was never slow, as most are. */
    private @Nullable Slowness slowness;

    private boolean gone;

    Member(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    List<Membership> memberships() {
        return memberships;
    }

    @Nullable
    Membership in(Topic topic) {
        for (Membership membership : memberships) {
            if (membership.topic().topic().equals(topic)) {
                return membership;
            }
        }
        return null;
    }

    /** The topic of the room that it has entered. */
    @Nullable
    Topic room() {
        return room;
    }

    @Nullable
    Topic area() {
        return area;
    }

    void entered(@Nullable Topic newRoom, @Nullable Topic newArea) {
        room = newRoom;
        area = newArea;
    }

    /** The question to be let in that is not answered yet. */
    @Nullable
    Entry entry() {
        return entry;
    }

    void asked(@Nullable Entry question) {
        entry = question;
    }

    boolean isGone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    void close(CloseReason reason) {
        if (!gone) {
            session.close(reason);
        }
    }

    Slowness slowness() {
        Slowness known = slowness;
        if (known == null) {
            known = new Slowness(session);
            slowness = known;
        }
        return known;
    }
}
