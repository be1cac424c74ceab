package live.danmaku.tools.history.check;

import java.util.Set;

/**
 * Which messages must be seen, once. Likes, gift taps and status updates are merged on their way, and the server itself
 * writes {@code member} messages; of gifts, the ledger is judged.
 */
final class JudgedTypes {

    private static final Set<String> VISIBLE_ONCE = Set.of("comment", "system");

    private JudgedTypes() {}

    static boolean visibleOnce(String type) {
        return VISIBLE_ONCE.contains(type);
    }

    /** Whether somebody must have sent a message of this type; the server writes {@code system} messages, too. */
    static boolean onlySentByPeople(String type) {
        return type.equals("comment");
    }

    /** Whether the ledger is judged for it. */
    static boolean isGift(String type) {
        return type.equals("gift");
    }
}
