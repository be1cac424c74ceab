package live.danmaku.push.pusher.entry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.push.pusher.link.Link;
import org.jspecify.annotations.Nullable;

/** Who is being judged: a user who leaves meanwhile, or whose connector goes, must not be there afterwards. Thread-safe. */
final class Entering {

    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();

    /** Compared by identity. */
    static final class Attempt {

        private final Link link;
        private final @Nullable RoomId room;
        private final @Nullable UserId user;
        private volatile boolean wanted = true;

        private Attempt(Link link, Arrival arrival) {
            this.link = link;
            this.room = arrival.room();
            this.user = arrival.user() == null ? null : arrival.user().uid();
        }

        boolean isWanted() {
            return wanted;
        }
    }

    Attempt begin(Link link, Arrival arrival) {
        Attempt attempt = new Attempt(link, arrival);
        attempts.add(attempt);
        return attempt;
    }

    void end(Attempt attempt) {
        attempts.remove(attempt);
    }

    void giveUp(Link link, RoomId room, UserId user) {
        giveUp(attempt -> attempt.link == link && room.equals(attempt.room) && user.equals(attempt.user));
    }

    void giveUp(Link link) {
        giveUp(attempt -> attempt.link == link);
    }

    private void giveUp(Predicate<Attempt> which) {
        attempts.stream().filter(which).forEach(attempt -> attempt.wanted = false);
    }
}
