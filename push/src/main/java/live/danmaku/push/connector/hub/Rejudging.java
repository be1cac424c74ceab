package live.danmaku.push.connector.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.push.link.v1.Judge;
import live.danmaku.push.link.v1.JudgedSession;

/**
 * The sessions of one loop that a pusher is still to be asked about, because the rules have changed: in random order, spread
 * evenly over a time, so that those who have to go do not go at once. Owned by the loop.
 */
final class Rejudging {

    /** In one message, at most. */
    private static final int MOST_A_QUESTION = 500;

    private final String pusher;
    private final Deque<Member> left;
    private final long end;

    Rejudging(String pusher, Collection<Member> members, long end) {
        this.pusher = pusher;
        this.end = end;
        List<Member> order = new ArrayList<>(members);
        Collections.shuffle(order, ThreadLocalRandom.current());
        this.left = new ArrayDeque<>(order);
    }

    /** The one that knows the new rules. */
    String pusher() {
        return pusher;
    }

    boolean isOver() {
        return left.isEmpty();
    }

    /** What is to be asked now: of those that are left, the share that the last while has of the time that was left. */
    List<Judge> tick(long now, long since) {
        double share = now >= end ? 1 : (double) (now - since) / (end - since);
        double due = left.size() * share;
        int count = (int) due + (ThreadLocalRandom.current().nextDouble() < due - (int) due ? 1 : 0);
        List<Judge> questions = new ArrayList<>(1);
        Judge.Builder question = Judge.newBuilder();
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            Member member = left.remove();
            if (!member.isGone()) {
                question.addSessions(JudgedSession.newBuilder()
                        .setSession(member.session().id())
                        .setGrant(Entry.grant(member.session().client())));
            }
            if (question.getSessionsCount() == MOST_A_QUESTION) {
                questions.add(question.build());
                question.clear();
            }
        }
        if (question.getSessionsCount() > 0) {
            questions.add(question.build());
        }
        return questions;
    }
}
