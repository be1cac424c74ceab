package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;

/** What the hub knows of one session. Owned by the session's loop. */
final class Member {

    private static final long GAPS_WITHIN_NS = 60_000_000_000L;

    private final Session session;
    private final List<Membership> memberships = new ArrayList<>(4);
    private @Nullable RoomId room;
    private @Nullable Topic area;
    private @Nullable Entry entry;
    private boolean gone;

    private int gaps;
    private long gapAt;
    private long leastPending = Long.MAX_VALUE;
    private long tookBytesAt;

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

    /** The room that it has entered. */
    @Nullable
    RoomId room() {
        return room;
    }

    @Nullable
    Topic area() {
        return area;
    }

    void entered(@Nullable RoomId newRoom, @Nullable Topic newArea) {
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

    /** It was told a gap because it is too slow. Returns how many of these there were lately. */
    int gap(long now) {
        gaps = now - gapAt < GAPS_WITHIN_NS ? gaps + 1 : 1;
        gapAt = now;
        return gaps;
    }

    /** It has begun to wait for its socket. */
    void stalls(long now) {
        leastPending = session.pendingBytes();
        tookBytesAt = now;
    }

    /** For how long its socket has taken nothing, in nanoseconds, as far as this is asked again and again. */
    long stalledFor(long now) {
        long pending = session.pendingBytes();
        if (pending < leastPending) {
            leastPending = pending;
            tookBytesAt = now;
        }
        return now - tookBytesAt;
    }
}
