package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * A session on its way into some topics: it waits until all of them that it follows "from now on" have a place. Then, in
 * one turn of the loop, it is answered where each begins, and begins there. Owned by the loop.
 */
final class Arrival {

    private final Member member;
    private final List<Membership> memberships = new ArrayList<>(4);
    private final List<@Nullable Cursor> cursors = new ArrayList<>(4);
    private final Map<Topic, Cursor> known = new HashMap<>();
    private final CompletableFuture<Admission> answer;
    private final Runnable onRefusal;
    private final long since;

    /** @param onRefusal what else has to be undone when it is not let in */
    Arrival(Member member, CompletableFuture<Admission> answer, Runnable onRefusal, long since) {
        this.onRefusal = onRefusal;
        this.member = member;
        this.answer = answer;
        this.since = since;
    }

    Member member() {
        return member;
    }

    void add(Membership membership, @Nullable Cursor cursor) {
        memberships.add(membership);
        cursors.add(cursor);
    }

    /** A topic that the session is in already. */
    void add(Topic topic, Cursor place) {
        known.put(topic, place);
    }

    long since() {
        return since;
    }

    boolean isReady() {
        for (int i = 0; i < memberships.size(); i++) {
            if (cursors.get(i) == null && memberships.get(i).topic().position() == null) {
                return false;
            }
        }
        return true;
    }

    /** Is looked at again when one of the topics gets its place. */
    void await() {
        for (Membership membership : memberships) {
            if (membership.topic().position() == null) {
                membership.topic().awaitedBy(this);
            }
        }
    }

    /** Answers, then begins; all at the places that the topics have now. */
    void complete() {
        List<Cursor> places = new ArrayList<>(memberships.size());
        for (int i = 0; i < memberships.size(); i++) {
            TopicMembers topic = memberships.get(i).topic();
            @Nullable Cursor place = cursors.get(i);
            if (place == null) {
                place = topic.position();
            }
            if (place == null) {
                throw new IllegalStateException("%s has no place (expected: a ready arrival)".formatted(topic.topic()));
            }
            places.add(place);
            known.put(topic.topic(), place);
        }
        answer.complete(Admission.to(known));
        for (int i = 0; i < memberships.size(); i++) {
            Membership membership = memberships.get(i);
            membership.topic().begin(membership, places.get(i));
        }
    }

    void refuse(CloseReason reason) {
        for (Membership membership : memberships) {
            member.memberships().remove(membership);
            membership.topic().remove(membership);
        }
        onRefusal.run();
        answer.complete(Admission.refused(reason));
    }
}
