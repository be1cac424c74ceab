package live.danmaku.frontend.moderation;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** Moderation as JSON. In a change, a field that is missing stays as it was; a list replaces the whole list. */
record ModerationBody(
        @Nullable Integer slowModeSeconds,
        @Nullable List<@Nullable String> muted,
        @Nullable List<@Nullable String> banned,
        @Nullable List<@Nullable Word> words) {

    private static final int MOST_WORD_CHARACTERS = 16_000;

    record Word(@Nullable String word, @Nullable String action) {}

    static ModerationBody of(Moderation rules) {
        return new ModerationBody(
                rules.slowModeSeconds(),
                uids(rules.muted()),
                uids(rules.banned()),
                rules.words().stream()
                        .map(rule -> new Word(rule.word(), rule.action().wireName()))
                        .toList());
    }

    /** @throws IllegalArgumentException when a value is none; the text says the value and what is expected */
    Moderation changed(Moderation before) {
        return new Moderation(
                slowModeSeconds == null ? before.slowModeSeconds() : slowModeSeconds,
                muted == null ? before.muted() : users("muted", muted),
                banned == null ? before.banned() : users("banned", banned),
                words == null ? before.words() : rules(words),
                before.version());
    }

    private static List<String> uids(Set<UserId> users) {
        return users.stream()
                .map(UserId::value)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Set<UserId> users(String field, List<@Nullable String> uids) {
        Set<UserId> users = new LinkedHashSet<>();
        for (@Nullable String uid : uids) {
            if (uid == null) {
                throw ApiException.badRequest("%s: null (expected: uids)".formatted(field));
            }
            users.add(new UserId(uid));
        }
        return users;
    }

    /**
     * Together they have {@value #MOST_WORD_CHARACTERS} characters at most: what comments are searched for is kept in
     * memory.
     */
    private static List<WordRule> rules(List<@Nullable Word> words) {
        List<WordRule> rules = words.stream().map(ModerationBody::rule).toList();
        int characters = rules.stream()
                .mapToInt(rule -> rule.word().codePointCount(0, rule.word().length()))
                .sum();
        if (characters > MOST_WORD_CHARACTERS) {
            throw ApiException.badRequest(
                    "words: %d characters in all (expected: 0-%d)".formatted(characters, MOST_WORD_CHARACTERS));
        }
        return rules;
    }

    private static WordRule rule(@Nullable Word word) {
        if (word == null || word.word() == null) {
            throw ApiException.badRequest("word: missing (expected: {\"word\",\"action\"})");
        }
        if (word.action() == null) {
            throw ApiException.badRequest("action: missing (expected: reject, mask or silent)");
        }
        return new WordRule(word.word(), WordAction.of(word.action()));
    }
}
