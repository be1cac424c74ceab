package live.danmaku.push.connector.hub;

import io.netty.buffer.ByteBufAllocator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.hub.FollowedTopic.Interest;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.Rendezvous;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Following;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.link.v1.TopicPlace;
import org.jspecify.annotations.Nullable;

/**
 * The topics that this connector follows, and each one's chain. A batch is passed on to the loops when it goes on from the
 * topic's position; one that lies before it was passed on already; anything else shows a hole, and what is missing is
 * pulled from the position. A topic is followed at one pusher, those of users and devices at two: the chain takes each
 * message from whoever tells it first. Owned by the hub's thread.
 */
final class TopicTable {

    private final TopicPulls pulls;
    private final LoopPosts posts;
    private final HubSettings settings;
    private final ByteBufAllocator allocator;
    private final HubMetrics metrics;
    private final LongSupplier nanos;
    private final Map<String, FollowedTopic> topics = new HashMap<>();
    private final FollowNotices follows;
    private List<String> up = List.of();

    TopicTable(
            PusherLinks links,
            TopicPulls.Turns turns,
            LoopPosts posts,
            OpenPulls open,
            HubSettings settings,
            ByteBufAllocator allocator,
            HubMetrics metrics,
            LongSupplier nanos) {
        this.follows = new FollowNotices(links, topics::get);
        this.pulls = new TopicPulls(turns, open, settings, nanos, this::chain);
        this.posts = posts;
        this.settings = settings;
        this.allocator = allocator;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** Sends what is due. */
    void endTurn() {
        follows.send();
        pulls.endTurn();
    }

    /** Ten times a second. */
    void tick() {
        pulls.tick();
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
            follows.changed(topic.name(), pusher);
        }
        pulls.pullIfDue(followed);
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
            pulls.forget(followed);
            up.forEach(pusher -> follows.released(topic.name(), pusher));
        }
    }

    // ---- where topics are followed

    /** Some pushers came or went: topics that now belong to others are followed there, from their positions. */
    void pushers(List<String> nowUp) {
        up = nowUp;
        follows.pushers(nowUp);
        for (FollowedTopic followed : topics.values()) {
            List<String> before = followed.pushers();
            List<String> now = owners(followed.topic());
            followed.pushers(now);
            before.forEach(pusher -> follows.changed(followed.topic().name(), pusher));
            now.forEach(pusher -> follows.changed(followed.topic().name(), pusher));
            pulls.pullIfDue(followed);
        }
    }

    private List<String> owners(Topic topic) {
        return Rendezvous.choose(topic.name(), up, topic.isAcknowledged() ? 2 : 1);
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
            pulls.pullIfDue(followed);
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
        pulls.pullIfDue(followed);
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

    // ---- time

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
