package live.danmaku.frontend.hotroom;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.frontend.hotroom.AnswerWriter.RoomAnswers;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.frontend.poll.PollQuestion;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.ReadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The answers made of one snapshot: each is written once, by whoever asks first. Viewers of a hot room carry the same few
 * cursors, so there are few. Where messages are left out, those who wrote some get an answer of their own. Thread-safe.
 */
final class SharedAnswers {

    /** Beyond, somebody asks odd questions; they are answered, and not kept. */
    private static final int MOST_KEPT = 256;

    private final RoomSnapshot snapshot;
    private final RoomAnswers answers;
    private final Map<String, SharedAnswer> byQuery = new ConcurrentHashMap<>();

    SharedAnswers(RoomSnapshot snapshot, RoomAnswers answers) {
        this.snapshot = snapshot;
        this.answers = answers;
    }

    /**
     * @param viewer who asks, as far as that is known
     * @param query the raw query of a poll, without the question mark
     * @return null when this snapshot has no answer to it, or it is no good question
     */
    @Nullable
    SharedAnswer of(RoomId room, String query, @Nullable UserId viewer) {
        boolean personal = viewer != null && !answers.size().isEverything() && snapshot.hasAnyFrom(viewer);
        SharedAnswer known = personal ? null : byQuery.get(query);
        if (known != null) {
            return known;
        }
        PollPage page;
        try {
            ReadRequest question = PollQuestion.parse(room, query);
            page = snapshot.page(personal ? question.as(Objects.requireNonNull(viewer)) : question, answers.size());
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (page == null) {
            return null;
        }
        SharedAnswer written = answers.write().apply(page);
        if (personal || byQuery.size() >= MOST_KEPT) {
            return written;
        }
        SharedAnswer first = byQuery.putIfAbsent(query, written);
        return first == null ? written : first;
    }
}
