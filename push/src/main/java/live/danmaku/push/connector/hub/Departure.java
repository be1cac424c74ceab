package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.push.connector.session.CloseReason;

/**
 * All sessions of one loop are asked to go, spread evenly over a time, in random order, each with a random wait of its own
 * and the addresses in an order of its own. Owned by the loop.
 */
final class Departure {

    private static final long MOST_WAIT_MS = 1_000;

    private final CloseReason reason;
    private final List<String> targets;
    private final long begin;
    private final long overNs;

    Departure(CloseReason reason, List<String> targets, long begin, long overNs) {
        this.reason = reason;
        this.targets = targets;
        this.begin = begin;
        this.overNs = overNs;
    }

    /** Closes as many as are due now: of those that are left, the share that the last while has of the time that was left. */
    void tick(Collection<Member> members, long now, long since) {
        long left = overNs - (since - begin);
        long passed = now - since;
        double share = left <= passed ? 1 : (double) passed / left;
        double due = members.size() * share;
        int count = (int) due + (ThreadLocalRandom.current().nextDouble() < due - (int) due ? 1 : 0);
        if (count > 0) {
            List<Member> order = new ArrayList<>(members);
            if (count < order.size()) {
                Collections.shuffle(order, ThreadLocalRandom.current());
            }
            order.subList(0, Math.min(count, order.size())).forEach(this::close);
        }
    }

    private void close(Member member) {
        List<String> order = new ArrayList<>(targets);
        Collections.shuffle(order, ThreadLocalRandom.current());
        member.close(reason.later(ThreadLocalRandom.current().nextLong(MOST_WAIT_MS), order));
    }
}
