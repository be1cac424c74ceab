package live.danmaku.frontend.hotroom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import live.danmaku.frontend.hotroom.AnswerWriter.RoomAnswers;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.frontend.poll.PollQuestion;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.ReadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The answers made of one snapshot: each is written once, by whoever asks first. Viewers of a hot room carry the same
 * few cursors, so there are few. Where messages are left out, those who wrote some get an answer of their own.
 * Thread-safe.
 *
 * <p>Answers belong to questions, not to how these are spelled: what is not a poll's is not looked at. Odd questions,
 * of which there may be as many as somebody likes, do not drive out those that many ask, and their answers are not
 * packed.
 */
final class SharedAnswers {

    /** Of JSON; its other forms, where they are made, are of that order. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int BYTES_BESIDE = 512;

    private final RoomSnapshot snapshot;
    private final RoomAnswers answers;

    /** So that queries in the usual words need not be read again. */
    private final Cache<String, SharedAnswer> byQuery = kept();

    private final Cache<ReadRequest, SharedAnswer> byQuestion = kept();

    SharedAnswers(RoomSnapshot snapshot, RoomAnswers answers) {
        this.snapshot = snapshot;
        this.answers = answers;
    }

    /** Keeps what is asked for often. Nothing is done on other threads: it lives for about a second. */
    private static <K> Cache<K, SharedAnswer> kept() {
        return Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((K key, SharedAnswer answer) -> BYTES_BESIDE + answer.size())
                .executor(Runnable::run)
                .build();
    }

    /**
     * @param viewer who asks, as far as that is known
     * @param query the raw query of a poll, without the question mark
     * @return null when this snapshot has no answer to it, or it is no good question
     */
    @Nullable
    SharedAnswer of(RoomId room, String query, @Nullable UserId viewer) {
        boolean personal = viewer != null && !answers.size().isEverything() && snapshot.hasAnyFrom(viewer);
        SharedAnswer known = personal ? null : byQuery.getIfPresent(query);
        if (known != null) {
            return known;
        }
        ReadRequest question;
        try {
            question = PollQuestion.parse(room, query);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (viewer != null && personal) {
            @Nullable SharedAnswer own = write(question.as(viewer));
            return own == null ? null : own.forOne();
        }
        return shared(question, query);
    }

    private @Nullable SharedAnswer shared(ReadRequest question, String query) {
        @Nullable SharedAnswer known = byQuestion.getIfPresent(question);
        if (known != null) {
            if (PollQuestion.isPlain(query)) {
                byQuery.put(query, known);
            }
            return known;
        }
        @Nullable SharedAnswer written = write(question);
        if (written == null) {
            return null;
        }
        byQuestion.put(question, written);
        return written.forOne();
    }

    private @Nullable SharedAnswer write(ReadRequest question) {
        @Nullable PollPage page = snapshot.page(question, answers.size());
        return page == null ? null : answers.write().apply(page);
    }
}
