package live.danmaku.push.connector.hub;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.hub.FollowedTopic.Interest;
import live.danmaku.push.connector.hub.FollowedTopic.Said;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.Rendezvous;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Following;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.link.v1.TopicPlace;
import live.danmaku.push.link.v1.Unfollow;
import org.jspecify.annotations.Nullable;

/**
 * The topics that this connector follows, and each one's chain. A batch is passed on to the loops when it goes on from the
 * topic's position; one that lies before it was passed on already; anything else shows a hole, and what is missing is
 * pulled from the position. A topic is followed at one pusher, those of users and devices at two: the chain takes each
 * message from whoever tells it first. Owned by the hub's thread.
 */
final class TopicTable {

    private final PusherLinks links;
    private final Turns turns;
    private final LoopPosts posts;
    private final OpenPulls pulls;
    private final HubSettings settings;
    private final ByteBufAllocator allocator;
    private final HubMetrics metrics;
    private final LongSupplier nanos;
    private final Map<String, FollowedTopic> topics = new HashMap<>();
    private final Set<FollowedTopic> pullDue = new LinkedHashSet<>();
    private final Set<FollowedTopic> askAgain = new LinkedHashSet<>();
    private List<String> up = List.of();
    private long pulledAt;

    /** Runs something on the hub's thread after a while, as a turn of its own. */
    @FunctionalInterface
    interface Turns {
        void later(long nanos, Runnable task);
    }

    TopicTable(
            PusherLinks links,
            Turns turns,
            LoopPosts posts,
            OpenPulls pulls,
            HubSettings settings,
            ByteBufAllocator allocator,
            HubMetrics metrics,
            LongSupplier nanos) {
        this.links = links;
        this.turns = turns;
        this.posts = posts;
        this.pulls = pulls;
        this.settings = settings;
        this.allocator = allocator;
        this.metrics = metrics;
        this.nanos = nanos;
        this.pulledAt = nanos.getAsLong() - settings.pullWait().toNanos();
    }

    int size() {
        return topics.size();
    }

    boolean isFollowed(Topic topic) {
        return topics.containsKey(topic.name());
    }

    List<String> pushersOf(Topic topic) {
        FollowedTopic followed = topics.get(topic.name());
        return followed == null ? List.of() : followed.pushers();
    }

    // ---- what loops say

    void changed(LoopHub loop, Topic topic, int sessions, int encodings, List<Reader> readers) {
        FollowedTopic followed = topics.get(topic.name());
        if (followed == null) {
            followed = new FollowedTopic(topic);
            topics.put(topic.name(), followed);
            followed.pushers(owners(topic));
        }
        Interest interest = followed.interest(loop);
        if (interest == null) {
            interest = new Interest(loop);
            followed.interests().add(interest);
            start(followed, interest);
        }
        interest.sessions = sessions;
        interest.encodings = encodings;
        interest.readers = readers;
        interest.emptySince = nanos.getAsLong();
        for (String pusher : followed.pushers()) {
            sayFollow(followed, pusher);
        }
        pullIfDue(followed);
    }

    private void start(FollowedTopic followed, Interest interest) {
        Cursor position = followed.position();
        if (position != null) {
            LoopHub loop = interest.loop;
            posts.post(loop, () -> loop.started(followed.topic(), position));
        }
    }

    /** A loop has forgotten a topic. */
    void released(LoopHub loop, Topic topic) {
        FollowedTopic followed = topics.get(topic.name());
        if (followed == null) {
            return;
        }
        followed.interests().removeIf(interest -> interest.loop == loop);
        if (followed.interests().isEmpty()) {
            followed.end();
            topics.remove(topic.name());
            pullDue.remove(followed);
            askAgain.remove(followed);
            followed.pushers().forEach(pusher -> sayUnfollow(topic, pusher));
        }
    }

    // ---- where topics are followed

    /** Some pushers came or went: topics that now belong to others are followed there, from their positions. */
    void pushers(List<String> nowUp) {
        up = nowUp;
        for (FollowedTopic followed : topics.values()) {
            List<String> before = followed.pushers();
            List<String> now = owners(followed.topic());
            followed.pushers(now);
            for (String pusher : before) {
                if (!now.contains(pusher)) {
                    followed.said().remove(pusher);
                    if (nowUp.contains(pusher)) {
                        sayUnfollow(followed.topic(), pusher);
                    }
                }
            }
            for (String pusher : now) {
                sayFollow(followed, pusher);
            }
            pullIfDue(followed);
        }
    }

    private List<String> owners(Topic topic) {
        return Rendezvous.choose(topic.name(), up, topic.isAcknowledged() ? 2 : 1);
    }

    /** Says it if it has not been said, or has changed much. */
    private void sayFollow(FollowedTopic followed, String pusher) {
        int sessions = followed.sessions();
        int encodings = followed.encodings();
        boolean primary = followed.pushers().indexOf(pusher) == 0;
        List<Reader> readers = primary ? followed.readers() : List.of();
        Said before = followed.said().get(pusher);
        if (sessions == 0 || before != null && isCovered(before, sessions, encodings, primary, readers)) {
            return;
        }
        followed.said().put(pusher, new Said(sessions, encodings, primary, readers));
        Cursor position = followed.position();
        Follow.Builder follow = Follow.newBuilder()
                .setTopic(followed.topic().name())
                .setSessions(sessions)
                .setPrimary(primary)
                .addAllReaders(readers)
                .setPosition(position == null ? "" : position.toString());
        for (Encoding encoding : Encoding.values()) {
            if ((encodings & 1 << encoding.number()) != 0) {
                follow.addEncodings(encoding.number());
            }
        }
        links.say(pusher, FromConnector.newBuilder().setFollow(follow).build());
    }

    /** Loops round by a quarter, so a half here keeps the sum within half to twice. */
    private static boolean isCovered(Said before, int sessions, int encodings, boolean primary, List<Reader> readers) {
        return before.primary() == primary
                && before.readers().equals(readers)
                && (encodings & ~before.encodings()) == 0
                && sessions * 2 <= before.sessions() * 3
                && sessions * 3 >= before.sessions() * 2;
    }

    private void sayUnfollow(Topic topic, String pusher) {
        links.say(
                pusher,
                FromConnector.newBuilder()
                        .setUnfollow(Unfollow.newBuilder().setTopic(topic.name()))
                        .build());
    }

    // ---- what pushers say

    void following(String pusher, Following following) {
        FollowedTopic followed = topics.get(following.getTopic());
        if (followed != null) {
            reached(followed, pusher, following.getPosition());
        }
    }

    void place(String pusher, TopicPlace place) {
        FollowedTopic followed = topics.get(place.getTopic());
        if (followed == null) {
            metrics.stray();
        } else if (!followed.isAt(place.getPlace())) {
            reached(followed, pusher, place.getPlace());
        }
    }

    private void reached(FollowedTopic followed, String pusher, String text) {
        Cursor place = parse(text);
        if (place == null) {
            return;
        }
        if (followed.position() == null) {
            followed.moveTo(place, nanos.getAsLong());
            followed.interests().forEach(interest -> start(followed, interest));
        } else if (followed.isNews(place, nanos.getAsLong())) {
            followed.want(place, pusher);
            pullIfDue(followed);
        }
    }

    private @Nullable Cursor parse(String text) {
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            metrics.malformed();
            return null;
        }
    }

    /** A batch that nobody asked for. */
    void batch(String pusher, Batch batch) {
        FollowedTopic followed = topics.get(batch.getTopic());
        if (followed == null) {
            metrics.stray();
        } else if (batch.getSession().isEmpty()) {
            chain(followed, pusher, batch);
        } else {
            again(followed, batch);
        }
    }

    private void again(FollowedTopic followed, Batch batch) {
        FramedBatch framed = frame(batch);
        if (framed != null) {
            for (Interest interest : followed.interests()) {
                LoopHub loop = interest.loop;
                posts.post(loop, framed, () -> loop.again(followed.topic(), batch.getSession(), framed));
            }
            framed.release();
        }
    }

    /** The chain check. */
    private void chain(FollowedTopic followed, String pusher, Batch batch) {
        if (followed.isAt(batch.getFrom())) {
            if (!followed.isAt(batch.getTo())) {
                passOn(followed, batch);
            }
            return;
        }
        Cursor from = parse(batch.getFrom());
        Cursor to = parse(batch.getTo());
        Cursor position = followed.position();
        if (from == null || to == null || position == null) {
            return;
        }
        if (Places.covers(position, to) || followed.isPast(to, nanos.getAsLong())) {
            metrics.repeated();
            return;
        }
        if (!followed.isPulling()) {
            metrics.hole();
        }
        followed.want(to, pusher);
        pullIfDue(followed);
    }

    private void passOn(FollowedTopic followed, Batch batch) {
        FramedBatch framed = frame(batch);
        if (framed == null) {
            return;
        }
        if (followed.isPast(framed.to(), nanos.getAsLong())) {
            metrics.repeated();
        } else {
            followed.moveTo(framed.to(), nanos.getAsLong());
            metrics.batch();
            for (Interest interest : followed.interests()) {
                LoopHub loop = interest.loop;
                posts.post(loop, framed, () -> loop.deliver(followed.topic(), framed));
            }
        }
        framed.release();
    }

    private @Nullable FramedBatch frame(Batch batch) {
        try {
            return FramedBatch.of(batch, allocator);
        } catch (IllegalArgumentException e) {
            metrics.malformed();
            return null;
        }
    }

    // ---- pulling

    private void pullIfDue(FollowedTopic followed) {
        if (!followed.isPulling()
                && followed.wants(nanos.getAsLong())
                && !askAgain.contains(followed)
                && pullDue.add(followed)) {
            schedulePull();
        }
    }

    private void schedulePull() {
        long wait = pulledAt + settings.pullWait().toNanos() - nanos.getAsLong();
        if (pullDue.size() == 1 && wait > 0) {
            turns.later(wait, this::pullNow);
        }
    }

    /** At the end of a turn: pulls at once what came after a quiet time; what comes soon after it is collected. */
    void endTurn() {
        if (!pullDue.isEmpty()
                && nanos.getAsLong() - pulledAt >= settings.pullWait().toNanos()) {
            pullNow();
        }
        pulls.send();
    }

    private void pullNow() {
        if (pullDue.isEmpty()) {
            return;
        }
        pulledAt = nanos.getAsLong();
        List<FollowedTopic> due = new ArrayList<>(pullDue);
        pullDue.clear();
        for (FollowedTopic followed : due) {
            if (!followed.isPulling() && followed.wants(nanos.getAsLong())) {
                pull(followed);
            }
        }
    }

    private void pull(FollowedTopic followed) {
        String pusher = followed.pusherToAsk();
        Cursor position = followed.position();
        int encodings = followed.encodings();
        if (pusher == null || position == null || encodings == 0) {
            return; // done when there is a pusher again, or a session
        }
        Pull.Builder pull = Pull.newBuilder().setTopic(followed.topic().name()).setFrom(position.toString());
        for (Encoding encoding : Encoding.values()) {
            if ((encodings & 1 << encoding.number()) != 0) {
                pull.addEncodings(encoding.number());
            }
        }
        followed.pulling(true);
        pulls.ask(pusher, pull, new TopicPull(followed, pusher));
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
            chain(followed, pusher, batch);
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

    // ---- time

    /** Asks again where a pusher had no answer. Ten times a second. */
    void tick() {
        if (!askAgain.isEmpty()) {
            List<FollowedTopic> again = new ArrayList<>(askAgain);
            askAgain.clear();
            again.forEach(this::pullIfDue);
        }
    }

    /** Asks loops to forget topics that they have had no session of for a while. Once a second. */
    void releaseEmpty() {
        long now = nanos.getAsLong();
        for (FollowedTopic followed : topics.values()) {
            for (Interest interest : followed.interests()) {
                if (interest.sessions == 0
                        && now - interest.emptySince > settings.linger().toNanos()) {
                    interest.emptySince = now;
                    LoopHub loop = interest.loop;
                    posts.post(loop, () -> loop.release(followed.topic()));
                }
            }
        }
    }
}
