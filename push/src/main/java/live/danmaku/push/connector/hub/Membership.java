package live.danmaku.push.connector.hub;

import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * One session in one topic: in the live set (then it is where the set is), catching up, or neither, while its admission is
 * not answered. Owned by the loop.
 */
final class Membership {

    static final int NOT_LIVE = -1;

    private final Member member;
    private final Session session;
    private final TopicMembers topic;
    private int index = NOT_LIVE;
    private @Nullable CatchUp catchUp;
    private @Nullable Cursor began;
    private boolean gone;

    Membership(Member member, TopicMembers topic) {
        this.member = member;
        this.session = member.session();
        this.topic = topic;
    }

    Member member() {
        return member;
    }

    Session session() {
        return session;
    }

    TopicMembers topic() {
        return topic;
    }

    /** Where it stands in its lane's array. */
    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    boolean isLive() {
        return index != NOT_LIVE;
    }

    @Nullable
    CatchUp catchUp() {
        return catchUp;
    }

    void catchUp(@Nullable CatchUp newCatchUp) {
        catchUp = newCatchUp;
    }

    /** Where its messages go on from; null until it is told. */
    @Nullable
    Cursor began() {
        return began;
    }

    void begin(Cursor place) {
        began = place;
    }

    boolean isGone() {
        return gone;
    }

    void leave() {
        gone = true;
    }
}
