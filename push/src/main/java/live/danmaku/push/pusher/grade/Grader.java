package live.danmaku.push.pusher.grade;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * Says which of a room's new messages are left out, for everybody alike. What the system says, large gifts and all other
 * gifts never are. Where there is too much, likes go first whose successor says it all, then P3 as {@link FairSample} chooses,
 * then what else is of P2. Of one thread.
 */
public final class Grader {

    private final GradeSettings settings;
    private final MessageBudget budget;
    private final FairSample comments = new FairSample();
    private final FairSample others = new FairSample();

    /** @param nanos any clock's, the same as later */
    public Grader(GradeSettings settings, long nanos) {
        this.settings = settings;
        this.budget = new MessageBudget(settings.of(RoomLevel.SMALL), nanos);
    }

    /** The room has another level from now on. */
    public void level(RoomLevel level) {
        budget.resize(settings.of(level));
    }

    /**
     * @param messages that came together, oldest first
     * @param samplePercent how many of a hundred messages of P3 are shown at most; the same ones that polls show
     * @return those left out, by their index
     */
    public BitSet leftOut(List<PushedMessage> messages, int samplePercent, long nanos) {
        BitSet leftOut = new BitSet(messages.size());
        int room = budget.left(nanos);
        if (samplePercent == 100 && messages.size() <= room) {
            budget.spend(messages.size());
            return leftOut;
        }
        sample(messages, samplePercent, leftOut);
        if (messages.size() - leftOut.cardinality() > room) {
            choose(messages, room, nanos, leftOut);
        }
        budget.spend(messages.size() - leftOut.cardinality());
        return leftOut;
    }

    /** Leaves out what is not in the sample, whatever the budget. */
    public static BitSet sampled(List<PushedMessage> messages, int samplePercent) {
        BitSet leftOut = new BitSet();
        if (samplePercent < 100) {
            sample(messages, samplePercent, leftOut);
        }
        return leftOut;
    }

    private static void sample(List<PushedMessage> messages, int samplePercent, BitSet leftOut) {
        for (int i = 0; i < messages.size(); i++) {
            PushedMessage message = messages.get(i);
            if (!message.isEssential() && Math.floorMod(message.head().id().hashCode(), 100) >= samplePercent) {
                leftOut.set(i);
            }
        }
    }

    private void choose(List<PushedMessage> messages, int room, long nanos, BitSet leftOut) {
        boolean laterLike = false;
        int certain = 0;
        List<PushedMessage> second = new ArrayList<>();
        List<PushedMessage> third = new ArrayList<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            PushedMessage message = messages.get(i);
            if (leftOut.get(i)) {
                continue;
            }
            if (message.isNeverLeftOut()) {
                certain++;
            } else if (message.head().type() == MessageType.LIKE && laterLike) {
                leftOut.set(i);
            } else {
                laterLike |= message.head().type() == MessageType.LIKE;
                (message.head().priority() == Priority.P3 ? third : second).add(message);
            }
        }
        int forSecond = Math.max(0, room - certain);
        int forThird = Math.max(0, forSecond - second.size());
        Set<PushedMessage> kept = others.choose(second, forSecond, nanos);
        kept.addAll(comments.choose(third, forThird, nanos));
        for (int i = 0; i < messages.size(); i++) {
            PushedMessage message = messages.get(i);
            if (!message.isNeverLeftOut() && !kept.contains(message)) {
                leftOut.set(i);
            }
        }
    }
}
