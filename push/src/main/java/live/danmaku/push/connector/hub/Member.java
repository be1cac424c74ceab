package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import live.danmaku.model.Topic;
import live.danmaku.push.connector.session.Admission;
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

    private Map<Topic, CompletableFuture<Admission>> asking = Map.of();
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

    /** How many topics it has asked to follow of which it is not known yet whether it may. */
    int asking() {
        return asking.size();
    }

    /** Asks to follow a topic, in place of an earlier question about it. */
    void asks(Topic topic, CompletableFuture<Admission> answer) {
        asksNoMore(topic);
        if (asking.isEmpty()) {
            asking = new HashMap<>(4);
        }
        asking.put(topic, answer);
    }

    /** @return whether the question still stood */
    boolean isAnswered(Topic topic, CompletableFuture<Admission> answer) {
        return !asking.isEmpty() && asking.remove(topic, answer);
    }

    /** Does not want to follow a topic any more, if it asked. */
    void asksNoMore(Topic topic) {
        CompletableFuture<Admission> asked = asking.isEmpty() ? null : asking.remove(topic);
        if (asked != null) {
            asked.complete(Admission.refused(CloseReason.of(CloseReason.GOING_AWAY, "not wanted any more")));
        }
    }

    /** How many topics it follows that it asked for itself, besides what entering brings. */
    long chosen() {
        return memberships.stream()
                .map(membership -> membership.topic().topic())
                .filter(topic -> !topic.equals(room)
                        && !topic.equals(area)
                        && !topic.equals(Topic.ALL)
                        && !topic.isAcknowledged())
                .count();
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
        List.copyOf(asking.keySet()).forEach(this::asksNoMore);
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
