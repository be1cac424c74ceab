package live.danmaku.push.connector.hub;

import java.util.Arrays;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * The live members of a topic that take one encoding, in a dense array; their sessions in a second one, so that a walk
 * through them touches no more than it needs. Owned by the loop.
 */
final class Lane {

    private static final int FIRST_CAPACITY = 4;

    private final Encoding encoding;
    private @Nullable Membership[] members = new Membership[FIRST_CAPACITY];
    private @Nullable Session[] sessions = new Session[FIRST_CAPACITY];
    private int size;
    private int wanted;

    Lane(Encoding encoding) {
        this.encoding = encoding;
    }

    Encoding encoding() {
        return encoding;
    }

    int size() {
        return size;
    }

    Membership get(int index) {
        Membership member = members[index];
        if (member == null) {
            throw new IndexOutOfBoundsException("%d of %d".formatted(index, size));
        }
        return member;
    }

    Session session(int index) {
        Session session = sessions[index];
        if (session == null) {
            throw new IndexOutOfBoundsException("%d of %d".formatted(index, size));
        }
        return session;
    }

    void add(Membership member) {
        if (size == members.length) {
            resize(size * 2);
        }
        members[size] = member;
        sessions[size] = member.session();
        member.index(size);
        size++;
    }

    /** The last one takes its place. */
    void remove(Membership member) {
        int index = member.index();
        Membership last = get(size - 1);
        members[index] = last;
        sessions[index] = last.session();
        last.index(index);
        size--;
        members[size] = null;
        sessions[size] = null;
        member.index(Membership.NOT_LIVE);
        if (members.length > FIRST_CAPACITY && size < members.length / 4) {
            resize(members.length / 2);
        }
    }

    private void resize(int capacity) {
        members = Arrays.copyOf(members, capacity);
        sessions = Arrays.copyOf(sessions, capacity);
    }

    /** How many take this encoding, those who are not live among them. */
    int wanted() {
        return wanted;
    }

    void wanted(int change) {
        wanted += change;
    }
}
