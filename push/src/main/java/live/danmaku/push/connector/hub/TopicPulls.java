package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Pull;

/**
 * Pulls what topics miss. What comes soon after a pull is collected, so that there is at most one in {@link
 * HubSettings#pullWait}; a topic has one pull under way, and asks again, maybe another pusher, when that was not answered.
 * Owned by the hub's thread.
 */
final class TopicPulls {

    private final Turns turns;
    private final OpenPulls open;
    private final HubSettings settings;
    private final LongSupplier nanos;
    private final Answers answers;
    private final Set<FollowedTopic> due = new LinkedHashSet<>();
    private final Set<FollowedTopic> askAgain = new LinkedHashSet<>();
    private long pulledAt;

    /** Runs something on the hub's thread after a while, as a turn of its own. */
    @FunctionalInterface
    interface Turns {
        void later(long nanos, Runnable task);
    }

    /** Takes what was pulled. */
    @FunctionalInterface
    interface Answers {
        void told(FollowedTopic followed, String pusher, Batch batch);
    }

    TopicPulls(Turns turns, OpenPulls open, HubSettings settings, LongSupplier nanos, Answers answers) {
        this.turns = turns;
        this.open = open;
        this.settings = settings;
        this.nanos = nanos;
        this.answers = answers;
        this.pulledAt = nanos.getAsLong() - settings.pullWait().toNanos();
    }

    /** Pulls what a pusher has said that there is, at the end of this turn or a little later. */
    void pullIfDue(FollowedTopic followed) {
        if (!followed.isPulling()
                && followed.wants(nanos.getAsLong())
                && !askAgain.contains(followed)
                && due.add(followed)) {
            schedulePull();
        }
    }

    private void schedulePull() {
        long wait = pulledAt + settings.pullWait().toNanos() - nanos.getAsLong();
        if (due.size() == 1 && wait > 0) {
            turns.later(wait, this::pullNow);
        }
    }

    /** At the end of a turn: pulls at once what came after a quiet time; what comes soon after it is collected. */
    void endTurn() {
        if (!due.isEmpty()
                && nanos.getAsLong() - pulledAt >= settings.pullWait().toNanos()) {
            pullNow();
        }
        open.send();
    }

    private void pullNow() {
        if (due.isEmpty()) {
            return;
        }
        pulledAt = nanos.getAsLong();
        List<FollowedTopic> now = new ArrayList<>(due);
        due.clear();
        for (FollowedTopic followed : now) {
            if (!followed.isPulling() && followed.wants(nanos.getAsLong())) {
                pull(followed);
            }
        }
    }

    private void pull(FollowedTopic followed) {
        String pusher = followed.pusherToAsk();
        Cursor position = followed.position();
        if (pusher == null || position == null || followed.encodings() == 0) {
            return; // done when there is a pusher again, or a session
        }
        Pull.Builder pull = Pull.newBuilder()
                .setTopic(followed.topic().name())
                .setFrom(position.toString())
                .addAllEncodings(followed.encodingNumbers());
        followed.pulling(true);
        open.ask(pusher, pull, new TopicPull(followed, pusher));
    }

    /** Asks again where a pusher had no answer. Ten times a second. */
    void tick() {
        if (!askAgain.isEmpty()) {
            List<FollowedTopic> again = new ArrayList<>(askAgain);
            askAgain.clear();
            again.forEach(this::pullIfDue);
        }
    }

    /** Nobody follows it any more. */
    void forget(FollowedTopic followed) {
        due.remove(followed);
        askAgain.remove(followed);
    }

    private final class TopicPull implements OpenPulls.Asker {

        private final FollowedTopic followed;
        private final String pusher;

        TopicPull(FollowedTopic followed, String pusher) {
            this.followed = followed;
            this.pusher = pusher;
        }

        @Override
        public void answered(Batch batch) {
            if (followed.hasEnded()) {
                return;
            }
            followed.pulling(false);
            if (batch.getAhead()) {
                followed.didNotAnswer(pusher);
                askAgain.add(followed);
                return;
            }
            answers.told(followed, pusher, batch);
            if (batch.getMore()) {
                pull(followed);
            } else {
                followed.toldAll();
                pullIfDue(followed);
            }
        }

        @Override
        public void unanswered() {
            if (!followed.hasEnded()) {
                followed.pulling(false);
                followed.didNotAnswer(pusher);
                askAgain.add(followed);
            }
        }
    }
}
