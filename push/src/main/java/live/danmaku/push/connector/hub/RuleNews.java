package live.danmaku.push.connector.hub;

import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which pusher is asked about all sessions because the rules have changed. Every pusher tells of a change; the first one that does is
 * asked. When it goes before all of its answers can be there, another one that knows the same rules is, and else the next that tells of
 * any. Owned by the hub's thread.
 */
final class RuleNews {

    /** How long after the last question an answer may still be on its way, or a pusher dead without anybody knowing. */
    private static final long ANSWERED_WITHIN_NS = Duration.ofSeconds(10).toNanos();

    /** What each pusher that is up told last. */
    private final TreeMap<String, String> told = new TreeMap<>();

    private String rules = "";
    private @Nullable Question last;

    /**
     * That a pusher is to be asked about all sessions.
     *
     * @param overNs the time over which it is to be asked
     */
    record Question(String pusher, long overNs, long begin) {

        boolean isOpen(long now) {
            return now - begin < overNs + ANSWERED_WITHIN_NS;
        }
    }

    /** What to ask now that a pusher has told of rules; null when they are known. */
    @Nullable
    Question told(String pusher, String newRules, long overNs, long now) {
        told.put(pusher, newRules);
        if (newRules.equals(rules)) {
            return null;
        }
        rules = newRules;
        return ask(pusher, overNs, now);
    }

    /** What to ask now that a pusher is gone; null when it owed no answer, or nobody else is known to know as much. */
    @Nullable
    Question down(String pusher, long now) {
        told.remove(pusher);
        Question open = last;
        if (open == null || !open.pusher().equals(pusher) || !open.isOpen(now)) {
            return null;
        }
        for (var other : told.entrySet()) {
            if (other.getValue().equals(rules)) {
                return ask(other.getKey(), open.overNs(), now);
            }
        }
        rules = "";
        last = null;
        return null;
    }

    private Question ask(String pusher, long overNs, long now) {
        Question question = new Question(pusher, overNs, now);
        last = question;
        return question;
    }
}
