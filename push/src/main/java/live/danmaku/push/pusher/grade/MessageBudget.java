package live.danmaku.push.pusher.grade;

import live.danmaku.push.pusher.grade.GradeSettings.Budget;

/** A token bucket of messages. What must go goes, and is paid back by what need not. Of one thread. */
final class MessageBudget {

    private Budget size;
    private double left;
    private long filledAt;

    MessageBudget(Budget size, long nanos) {
        this.size = size;
        this.left = most();
        this.filledAt = nanos;
    }

    /** The room has another size from now on. */
    void resize(Budget next) {
        size = next;
        left = Math.min(left, most());
    }

    /** How many messages there is room for. */
    int left(long nanos) {
        left = Math.min(most(), left + (nanos - filledAt) * 1e-9 * size.perSecond());
        filledAt = nanos;
        return (int) Math.max(0, Math.floor(left));
    }

    void spend(int messages) {
        // Owing more than a second's worth would silence the room after a burst of what must go.
        left = Math.max(-size.perSecond(), left - messages);
    }

    private double most() {
        return size.perSecond() * (size.burst().toMillis() / 1_000.0);
    }
}
