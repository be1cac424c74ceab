package live.danmaku.processor.merge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.MergeAgenda;
import org.jspecify.annotations.Nullable;

/**
 * An agenda that is reminded, for some time, of what this process noted in it. It may lie on another Redis server than what
 * it is about, and that server's successor may not know the last notes. As long as this process lives they come back; when
 * it dies, its successor reads the last minute of Kafka again and makes them anew. Thread-safe.
 */
public final class RemindingAgenda implements MergeAgenda, AutoCloseable {

    private final MergeAgenda agenda;
    private final long rememberNanos;
    private final Map<Noted, Long> noted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "merge-reminders"));

    private record Noted(Topic topic, MessageType type) {}

    /**
     * @param period how often the agenda is reminded
     * @param remember for how long; the longest suffix that a store may lose
     */
    public RemindingAgenda(MergeAgenda agenda, Duration period, Duration remember) {
        this.agenda = agenda;
        this.rememberNanos = remember.toNanos();
        thread.scheduleAtFixedRate(this::remind, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does not wait: what fails is tried again at the next turn. */
    private void remind() {
        long now = System.nanoTime();
        noted.values().removeIf(until -> until - now < 0);
        noted.keySet().forEach(each -> agenda.note(each.topic(), each.type(), Duration.ZERO));
    }

    @Override
    public CompletionStage<Void> note(Topic topic, MessageType type, Duration after) {
        noted.put(new Noted(topic, type), System.nanoTime() + rememberNanos);
        return agenda.note(topic, type, after);
    }

    @Override
    public CompletionStage<List<Claim>> claim(int most) {
        return agenda.claim(most);
    }

    @Override
    public CompletionStage<Void> settle(Claim claim, @Nullable Duration next) {
        return agenda.settle(claim, next);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
