package live.danmaku.model.room;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import live.danmaku.model.UserId;

/**
 * What a room's moderators have set.
 *
 * @param slowModeSeconds how long a user waits between two comments; 0 is no slow mode
 * @param muted who cannot comment
 * @param banned who cannot send anything or enter
 * @param words what comments are searched for
 * @param version grows by one with every change; 0 is what a room begins with
 */
public record Moderation(
        int slowModeSeconds, Set<UserId> muted, Set<UserId> banned, List<WordRule> words, long version) {

    public static final int MOST_SLOW_MODE_SECONDS = 3_600;
    public static final int MOST_LISTED = 1_000;

    /** A user id or a word beside its characters: its objects, and its place in the list. */
    private static final int BYTES_OF_AN_ENTRY = 80;

    /** No rules at all. */
    public static final Moderation NONE = new Moderation(0, Set.of(), Set.of(), List.of(), 0);

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public Moderation {
        if (slowModeSeconds < 0 || slowModeSeconds > MOST_SLOW_MODE_SECONDS) {
            throw new IllegalArgumentException(
                    "slowModeSeconds: %d (expected: 0-%d)".formatted(slowModeSeconds, MOST_SLOW_MODE_SECONDS));
        }
        requireFew("muted", muted);
        requireFew("banned", banned);
        requireFew("words", words);
        muted = Set.copyOf(muted);
        banned = Set.copyOf(banned);
        words = List.copyOf(words);
    }

    /** Whether a comment may be shown to its sender only. */
    public boolean silences() {
        return words.stream().anyMatch(word -> word.action() == WordAction.SILENT);
    }

    /** How much memory it takes, about. */
    public int bytes() {
        int bytes = BYTES_OF_AN_ENTRY * (muted.size() + banned.size() + words.size());
        for (UserId user : muted) {
            bytes += user.value().length();
        }
        for (UserId user : banned) {
            bytes += user.value().length();
        }
        for (WordRule rule : words) {
            bytes += Character.BYTES * rule.word().length();
        }
        return bytes;
    }

    private static void requireFew(String what, Collection<?> list) {
        if (list.size() > MOST_LISTED) {
            throw new IllegalArgumentException(
                    "%s: %d entries (expected: 0-%d)".formatted(what, list.size(), MOST_LISTED));
        }
    }
}
