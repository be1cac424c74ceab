package live.danmaku.push.connector.hub;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Follows;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.link.v1.Unfollow;
import org.jspecify.annotations.Nullable;

/**
 * Tells pushers which topics are followed there, for how many sessions. What changed is only noted; what is told is how
 * things are when the link takes it, many topics at a time. So a pusher that comes back is told of any number of topics, and
 * none of them waits in a stream. Owned by the hub's thread.
 */
final class FollowNotices {

    /** A message on the link holds about so much; the link takes two or three of them at a time. */
    private static final int MOST_BYTES = 16 << 10;

    private static final int BYTES_OF_A_FIELD = 4;

    private final PusherLinks links;
    private final Function<String, @Nullable FollowedTopic> topics;
    private final Map<String, Told> told = new HashMap<>();

    /** A pusher that is up. */
    private static final class Told {

        /** What it knows, by topic. */
        final Map<String, Said> said = new HashMap<>();

        /** Topics that were forgotten here and that it still follows. */
        final Set<String> left = new LinkedHashSet<>();

        /** Topics that it may have to be told of. */
        final Set<String> changed = new LinkedHashSet<>();
    }

    private record Said(int sessions, int encodings, boolean primary, List<Reader> readers) {}

    /** @param topics those that are followed, by name */
    FollowNotices(PusherLinks links, Function<String, @Nullable FollowedTopic> topics) {
        this.links = links;
        this.topics = topics;
    }

    /** Some pushers came or went; those that went have forgotten all. */
    void pushers(Collection<String> nowUp) {
        told.keySet().retainAll(nowUp);
        nowUp.forEach(pusher -> told.computeIfAbsent(pusher, name -> new Told()));
    }

    /** Something about a topic has changed that a pusher may have to be told. */
    void changed(String topic, String pusher) {
        Told known = told.get(pusher);
        if (known != null) {
            known.changed.add(topic);
        }
    }

    /** A topic is forgotten. Where it is followed again, that is the first time for the pusher, too. */
    void released(String topic, String pusher) {
        Told known = told.get(pusher);
        if (known != null) {
            known.changed.remove(topic);
            if (known.said.remove(topic) != null) {
                known.left.add(topic);
            }
        }
    }

    /** Tells what has changed, as far as links take it now. */
    void send() {
        told.forEach(this::send);
    }

    private void send(String pusher, Told known) {
        while (!(known.left.isEmpty() && known.changed.isEmpty()) && links.takes(pusher)) {
            Follows.Builder next = Follows.newBuilder();
            int bytes = takeLeft(known, next);
            Iterator<String> each = known.changed.iterator();
            while (bytes < MOST_BYTES && each.hasNext()) {
                String topic = each.next();
                each.remove();
                bytes += add(next, pusher, known, topic);
            }
            if (bytes > 0) {
                say(pusher, next.build());
            }
        }
    }

    private static int takeLeft(Told known, Follows.Builder next) {
        int bytes = 0;
        Iterator<String> each = known.left.iterator();
        while (bytes < MOST_BYTES && each.hasNext()) {
            String topic = each.next();
            each.remove();
            bytes += unfollow(next, topic);
        }
        return bytes;
    }

    private static int unfollow(Follows.Builder next, String topic) {
        next.addUnfollows(topic);
        return topic.length() + BYTES_OF_A_FIELD;
    }

    /** @return about how many bytes that was; 0 when there is nothing to tell */
    private static int add(
            Follows.Builder next, String pusher, Told known, @Nullable FollowedTopic followed, String topic) {
        Said before = known.said.get(topic);
        if (followed == null || !followed.pushers().contains(pusher)) {
            return known.said.remove(topic) == null ? 0 : unfollow(next, topic);
        }
        boolean primary = followed.pushers().indexOf(pusher) == 0;
        Said now =
                new Said(followed.sessions(), followed.encodings(), primary, primary ? followed.readers() : List.of());
        if (now.sessions() == 0 || before != null && isCovered(before, now)) {
            return 0;
        }
        known.said.put(topic, now);
        Cursor position = followed.position();
        Follow follow = Follow.newBuilder()
                .setTopic(topic)
                .setSessions(now.sessions())
                .setPrimary(primary)
                .addAllReaders(now.readers())
                .addAllEncodings(followed.encodingNumbers())
                .setPosition(position == null ? "" : position.toString())
                .build();
        next.addFollows(follow);
        return follow.getSerializedSize() + BYTES_OF_A_FIELD;
    }

    private int add(Follows.Builder next, String pusher, Told known, String topic) {
        return add(next, pusher, known, topics.apply(topic), topic);
    }

    /** Loops round by a quarter, so a half here keeps the sum within half to twice. */
    private static boolean isCovered(Said before, Said now) {
        return before.primary() == now.primary()
                && before.readers().equals(now.readers())
                && (now.encodings() & ~before.encodings()) == 0
                && now.sessions() * 2 <= before.sessions() * 3
                && now.sessions() * 3 >= before.sessions() * 2;
    }

    private void say(String pusher, Follows follows) {
        if (links.version(pusher) > 0) {
            links.say(pusher, FromConnector.newBuilder().setFollows(follows).build());
            return;
        }
        for (String topic : follows.getUnfollowsList()) {
            Unfollow.Builder unfollow = Unfollow.newBuilder().setTopic(topic);
            links.say(pusher, FromConnector.newBuilder().setUnfollow(unfollow).build());
        }
        for (Follow follow : follows.getFollowsList()) {
            links.say(pusher, FromConnector.newBuilder().setFollow(follow).build());
        }
    }
}
