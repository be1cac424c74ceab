package live.danmaku.processor.merge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.Fold;
import live.danmaku.model.merge.FoldResult;
import live.danmaku.model.merge.MergeAgenda;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.merge.Outbox;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * A store that folds nothing: the test says what is to be shown, which stays until it is confirmed, and when the next is
 * due. The agenda beside it keeps one note. Steps fail while they are told to. Thread-safe by one lock.
 */
final class FakeMerges implements MergeStore, MergeAgenda {

    private final List<Emission> toShow = new ArrayList<>();
    private final List<Fold> folds = new ArrayList<>();
    private final List<Duration> notes = new ArrayList<>();
    private @Nullable Duration next;
    private @Nullable Claim due;
    private boolean rewinding;
    private boolean confirmFails;
    private boolean agendaFails;

    synchronized void show(Emission... emissions) {
        toShow.addAll(List.of(emissions));
    }

    synchronized void nextIn(@Nullable Duration after) {
        next = after;
    }

    synchronized void rewind() {
        rewinding = true;
    }

    synchronized void setConfirmFails(boolean fails) {
        confirmFails = fails;
    }

    synchronized void setAgendaFails(boolean fails) {
        agendaFails = fails;
    }

    synchronized void setDue(Claim claim) {
        due = claim;
    }

    synchronized List<Fold> folds() {
        return List.copyOf(folds);
    }

    synchronized List<Duration> notes() {
        return List.copyOf(notes);
    }

    synchronized boolean isEmpty() {
        return toShow.isEmpty() && due == null;
    }

    @Override
    public synchronized CompletionStage<FoldResult> fold(AppendBatch batch, List<Fold> folded) {
        if (rewinding) {
            return CompletableFuture.completedFuture(new FoldResult.Rewind(3));
        }
        folds.addAll(folded);
        List<Outcome> outcomes = folded.stream().map(fold -> Outcome.MERGED).toList();
        return CompletableFuture.completedFuture(new FoldResult.Folded(Epoch.NONE, 0, outcomes, outbox()));
    }

    @Override
    public synchronized CompletionStage<Outbox> wake(Topic topic, MessageType type) {
        return CompletableFuture.completedFuture(outbox());
    }

    private Outbox outbox() {
        return new Outbox(List.copyOf(toShow), next);
    }

    @Override
    public synchronized CompletionStage<Void> confirm(Topic topic, MessageType type, List<Emission> emissions) {
        return answer(confirmFails, () -> toShow.removeAll(emissions));
    }

    @Override
    public synchronized CompletionStage<Void> note(Topic topic, MessageType type, Duration after) {
        return answer(agendaFails, () -> notes.add(after));
    }

    @Override
    public synchronized CompletionStage<List<Claim>> claim(int most) {
        return CompletableFuture.completedFuture(due == null ? List.of() : List.of(due));
    }

    @Override
    public synchronized CompletionStage<Void> settle(Claim claim, @Nullable Duration after) {
        return answer(agendaFails, () -> due = after == null ? null : due);
    }

    private static CompletionStage<Void> answer(boolean fails, Runnable step) {
        if (fails) {
            return CompletableFuture.failedFuture(new IllegalStateException("the store is away"));
        }
        step.run();
        return CompletableFuture.completedFuture(null);
    }
}
