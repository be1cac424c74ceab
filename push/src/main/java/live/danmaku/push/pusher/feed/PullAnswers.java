package live.danmaku.push.pusher.feed;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.pusher.grade.Grader;
import live.danmaku.push.pusher.message.PushedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Answers pulls of one topic: from memory where that reaches back far enough, else from the timeline. Each pull gets one
 * batch. Of one thread.
 */
final class PullAnswers {

    private final Topic topic;
    private final TimelineTail tail;
    private final OlderPages older;
    private final EncodedBatches encoded;
    private final Supplier<@Nullable RecentMessages> recent;
    private final IntSupplier samplePercent;
    private final Predicate<PushedMessage> matters;
    private final FeedMetrics metrics;

    PullAnswers(
            Topic topic,
            TimelineTail tail,
            OlderPages older,
            EncodedBatches encoded,
            Supplier<@Nullable RecentMessages> recent,
            IntSupplier samplePercent,
            Predicate<PushedMessage> matters,
            FeedMetrics metrics) {
        this.topic = topic;
        this.tail = tail;
        this.older = older;
        this.encoded = encoded;
        this.recent = recent;
        this.samplePercent = samplePercent;
        this.matters = matters;
        this.metrics = metrics;
    }

    /** A pull, read. */
    private record Question(
            Outbox asker, Pull pull, Cursor from, @Nullable Cursor until, List<Encoding> encodings, int most) {

        static Question of(Outbox asker, Pull pull) {
            return new Question(
                    asker,
                    pull,
                    Cursor.parse(pull.getFrom()),
                    pull.getUntil().isEmpty() ? null : Cursor.parse(pull.getUntil()),
                    pull.getEncodingsList().stream()
                            .flatMap(number -> Encoding.find(number).stream())
                            .toList(),
                    pull.getBudget() == 0 ? Integer.MAX_VALUE : pull.getBudget());
        }

        /** The place up to which it is to be answered where everything up to {@code end} is known. */
        Cursor limit(Cursor end) {
            Cursor most = until;
            return most != null && most.epoch().equals(end.epoch()) && most.place() < end.place() ? most : end;
        }

        boolean wantsWebLive() {
            return encodings.contains(Encoding.WEB_LIVE)
                    || encodings.contains(Encoding.WEB_LIVE_ZLIB)
                    || encodings.contains(Encoding.WEB_LIVE_BROTLI);
        }
    }

    /** @throws IllegalArgumentException when the pull is none; the text says the value and what is expected */
    void pull(Outbox asker, Pull pull) {
        Question question = Question.of(asker, pull);
        if (question.encodings().isEmpty() && pull.getEncodingsCount() > 0) {
            // From a newer connector, in forms that are not known here. An answer without bytes would be a silent hole.
            nothing(question, true);
            return;
        }
        RecentMessages known = recent.get();
        if (known != null && known.covers(question.from())) {
            answerFromMemory(question, known);
        } else if (known != null && known.isBehind(question.from())) {
            tail.look(() -> answerBehind(question));
        } else {
            answerFromStore(question);
        }
    }

    private void answerBehind(Question question) {
        RecentMessages known = recent.get();
        if (known != null && known.covers(question.from())) {
            answerFromMemory(question, known);
        } else {
            answerFromStore(question);
        }
    }

    private void answerFromMemory(Question question, RecentMessages known) {
        metrics.pulledFromMemory();
        Cursor limit = question.limit(known.end());
        if (limit.place() <= question.from().place()) {
            nothing(question, false);
            return;
        }
        answer(question, limit, false, known.between(question.from(), limit), false);
    }

    private void answerFromStore(Question question) {
        older.after(question.from(), result -> {
            if (result instanceof ReadResult.Page page) {
                metrics.pulledFromStore();
                answer(question, page);
            } else {
                metrics.askedAgain();
                nothing(question, true);
            }
        });
    }

    private void answer(Question question, ReadResult.Page page) {
        Cursor limit = question.limit(page.cursor());
        boolean isNew = page.gap()
                || !limit.epoch().equals(question.from().epoch())
                || limit.place() > question.from().place();
        if (!isNew || page.messages().isEmpty() && !page.gap() && question.until() == null) {
            nothing(question, false);
            return;
        }
        List<PushedMessage> messages = page.messages().stream()
                .filter(stored -> stored.place() <= limit.place())
                .map(PushedMessage::of)
                .filter(matters)
                .toList();
        List<Recent> entries = Recent.of(messages, Grader.sampled(messages, samplePercent.getAsInt()));
        answer(question, limit, page.gap(), entries, page.more() && limit.equals(page.cursor()));
    }

    private void answer(Question question, Cursor limit, boolean gap, List<Recent> entries, boolean more) {
        Cut cut = Cut.first(topic, question.from(), limit, gap, entries, question.most(), question.wantsWebLive());
        Batch batch = encoded.of(cut.content())
                .with(question.encodings())
                .setRequest(question.pull().getRequest())
                .setMore(more || !cut.isAll())
                .build();
        question.asker().answer(batch);
    }

    private static void nothing(Question question, boolean ahead) {
        question.asker().answer(nothing(question.pull(), ahead));
    }

    private static Batch nothing(Pull pull, boolean ahead) {
        return Batch.newBuilder()
                .setRequest(pull.getRequest())
                .setTopic(pull.getTopic())
                .setFrom(pull.getFrom())
                .setTo(pull.getFrom())
                .setAhead(ahead)
                .build();
    }

    /** Tells a connector to ask again later. */
    static Batch later(Pull pull) {
        return nothing(pull, true);
    }
}
