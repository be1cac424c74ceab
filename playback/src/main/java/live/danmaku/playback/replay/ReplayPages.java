package live.danmaku.playback.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Outline;
import live.danmaku.playback.slice.FinishedStream;
import live.danmaku.playback.slice.Slice;
import live.danmaku.playback.slice.SliceWalk;
import live.danmaku.playback.slice.StreamSlices;
import org.jspecify.annotations.Nullable;

/** Reads pages of replays. Never blocks; thread-safe. */
final class ReplayPages {

    private final StreamSlices slices;

    ReplayPages(StreamSlices slices) {
        this.slices = slices;
    }

    CompletionStage<ReplayPage> read(FinishedStream stream, ReplayQuestion question) {
        return slices.outline(stream.archived()).thenCompose(outline -> new Reading(stream, question, outline).read());
    }

    /** One page on its way. */
    private final class Reading {

        private final FinishedStream stream;
        private final ReplayQuestion question;
        private final long durationMs;
        private final SliceWalk walk;
        private final List<ArchivedMessage> messages = new ArrayList<>();

        Reading(FinishedStream stream, ReplayQuestion question, Outline outline) {
            this.stream = stream;
            this.question = question;
            this.durationMs = StreamLength.of(stream, outline);
            ReplayPlace after = question.after();
            long from = after == null ? question.from() : Math.max(question.from(), after.at());
            this.walk = new SliceWalk(slices, stream.archived(), outline, question.types(), from, question.to());
        }

        CompletionStage<ReplayPage> read() {
            return walk.next()
                    .thenCompose(slice ->
                            slice.isEmpty() || take(slice) ? CompletableFuture.completedFuture(page(slice)) : read());
        }

        /** Whether the page is full. */
        private boolean take(Optional<Slice> slice) {
            List<ArchivedMessage> all = slice.orElseThrow().messages();
            for (int i = begin(slice.get()); i < all.size() && all.get(i).at() < question.to(); i++) {
                if (question.types().contains(all.get(i).type())) {
                    if (messages.size() == question.limit()) {
                        return true;
                    }
                    messages.add(all.get(i));
                }
            }
            return messages.size() == question.limit();
        }

        private int begin(Slice slice) {
            int fromTime = slice.after(question.from(), Long.MIN_VALUE);
            ReplayPlace after = question.after();
            return after == null ? fromTime : Math.max(fromTime, slice.after(after.at(), after.place()));
        }

        private ReplayPage page(Optional<Slice> last) {
            return new ReplayPage(stream.room().id(), messages, next(last), durationMs);
        }

        private @Nullable ReplayPlace next(Optional<Slice> slice) {
            if (slice.isEmpty() || messages.isEmpty()) {
                return null;
            }
            ArchivedMessage last = messages.get(messages.size() - 1);
            boolean more = walk.hasNext();
            List<ArchivedMessage> all = slice.get().messages();
            for (int i = slice.get().after(last.at(), last.place()); !more && i < all.size(); i++) {
                more = all.get(i).at() < question.to()
                        && question.types().contains(all.get(i).type());
            }
            return more ? new ReplayPlace(last.at(), last.place()) : null;
        }
    }
}
