package live.danmaku.push.connector.hub;

import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.hub.FollowedTopic.Said;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.link.v1.Unfollow;

/** Tells pushers which topics are followed there, for how many sessions. Owned by the hub's thread. */
final class FollowNotices {

    private final PusherLinks links;

    FollowNotices(PusherLinks links) {
        this.links = links;
    }

    /** Says that a topic is followed there, for whom and from where; unless it was said and has not changed much. */
    void follow(FollowedTopic followed, String pusher) {
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
                .addAllEncodings(followed.encodingNumbers())
                .setPosition(position == null ? "" : position.toString());
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

    /** Says that it is not followed there any more. */
    void unfollow(Topic topic, String pusher) {
        links.say(
                pusher,
                FromConnector.newBuilder()
                        .setUnfollow(Unfollow.newBuilder().setTopic(topic.name()))
                        .build());
    }
}
