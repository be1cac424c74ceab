package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Outcome;
import org.jspecify.annotations.Nullable;

/** A timeline for unit tests that need no Redis; it passes {@link TimelineContract}. Thread-safe by one lock. */
public final class InMemoryTimeline
        implements TimelineWriter, TimelineReader, MessageFinder, DeletedMessages, HintSource, TimelineRelease {

    private static final long FENCE_REACH_MS = 600_000;
    private static final long EXPIRY_GRACE_MS = 60_000;
    private static final int OWN_MESSAGES = 100;

    private final Map<Topic, Log> logs = new HashMap<>();
    private final Map<Topic, List<Consumer<Hint>>> listeners = new HashMap<>();
    private final TimelineLimits limits;
    private final LongSupplier clock;

    /** @param clock ms since 1970 */
    public InMemoryTimeline(TimelineLimits limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<AppendResult> append(AppendBatch batch) {
        Log log = logs.computeIfAbsent(batch.topic(), topic -> new Log(batch.streamStart()));
        String sequence = batch.sequenceName();
        long done = log.done.getOrDefault(sequence, -1L);
        if (done < batch.acknowledgedOffset()) {
            return CompletableFuture.completedFuture(new AppendResult.Rewind(done));
        }
        long previous = log.clock;
        List<Outcome> outcomes = new ArrayList<>();
        for (TimelineEntry entry : batch.entries()) {
            Outcome outcome = appendOne(log, batch, entry);
            outcomes.add(outcome);
            if (entry.deletes() != null && (outcome == Outcome.APPENDED || outcome == Outcome.DUPLICATE)) {
                log.delete(entry.deletes());
            }
            done = Math.max(done, entry.offset());
        }
        log.done.put(sequence, done);
        log.trim(limits, clock.getAsLong(), batch.topic().asRoom().isPresent());
        if (log.clock > previous) {
            Hint hint = new Hint(batch.topic(), log.epoch, previous, log.clock);
            listeners.getOrDefault(batch.topic(), List.of()).forEach(listener -> listener.accept(hint));
        }
        return CompletableFuture.completedFuture(
                new AppendResult.Appended(log.epoch, previous, log.clock, List.copyOf(outcomes)));
    }

    private Outcome appendOne(Log log, AppendBatch batch, TimelineEntry entry) {
        long now = clock.getAsLong();
        long bucket = TimelineLimits.bucketOf(batch.recordedAt());
        String id = entry.id().value();
        for (long b = bucket - 2; b <= bucket; b++) {
            if (log.ids.getOrDefault(b, Set.of()).contains(id)) {
                return Outcome.DUPLICATE;
            }
        }
        if (log.deleted.contains(entry.id())) {
            return Outcome.DUPLICATE;
        }
        if (now - batch.recordedAt() > limits.dedupeHorizon().toMillis()) {
            if (entry.onlyFor() != null || log.messages.values().stream().anyMatch(kept -> kept.is(entry))) {
                return Outcome.DUPLICATE;
            }
            long floor = log.floors.getOrDefault(entry.type(), 0L);
            if (floor > 0 && (batch.recordedAt() - log.streamStart) * Cursor.PLACES_PER_MS <= floor) {
                return Outcome.STALE;
            }
        }
        if (log.closed) {
            return Outcome.CLOSED;
        }
        long sinceStart = Math.max(0, now - log.streamStart);
        long fence = Math.min(batch.known().place(), (sinceStart + FENCE_REACH_MS) * Cursor.PLACES_PER_MS);
        log.clock = Math.max(Math.max(log.clock, fence) + 1, sinceStart * Cursor.PLACES_PER_MS);
        log.messages.put(log.clock, new Kept(entry.type(), entry.payload(), entry.onlyFor(), batch.expiresAt()));
        log.ids.computeIfAbsent(bucket, b -> new HashSet<>()).add(id);
        return Outcome.APPENDED;
    }

    @Override
    public synchronized CompletionStage<Boolean> close(Topic topic) {
        Log log = logs.get(topic);
        if (log != null) {
            log.closed = true;
        }
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized CompletionStage<Void> archived(Topic topic, Cursor upTo) {
        Log log = logs.get(topic);
        if (log != null && log.epoch.equals(upTo.epoch())) {
            log.archived = Math.max(log.archived, upTo.place());
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> reopen(Topic topic) {
        Log log = logs.get(topic);
        if (log != null) {
            log.closed = false;
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Boolean> forget(Topic topic, Duration remember) {
        Log log = logs.get(topic);
        if (log != null && !log.closed) {
            return CompletableFuture.completedFuture(false);
        }
        if (log != null) {
            log.messages.clear();
            for (MessageType type : MessageType.values()) {
                log.floors.put(type, log.clock);
            }
        }
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized CompletionStage<Set<MessageId>> deletedAmong(Topic topic, Collection<MessageId> ids) {
        Log log = logs.get(topic);
        Set<MessageId> deleted = new HashSet<>(log == null ? Set.of() : log.deleted);
        deleted.retainAll(Set.copyOf(ids));
        return CompletableFuture.completedFuture(deleted);
    }

    @Override
    public synchronized CompletionStage<ReadResult> read(ReadRequest request) {
        return CompletableFuture.completedFuture(readNow(request));
    }

    private ReadResult readNow(ReadRequest request) {
        Log log = logs.get(request.topic());
        ReadFrom from = request.from();
        if (log == null) {
            return new ReadResult.Page(
                    List.of(), from instanceof ReadFrom.After after ? after.cursor() : Cursor.ORIGIN, false, false);
        }
        if (from instanceof ReadFrom.Newest) {
            List<StoredMessage> all = log.after(0, request);
            List<StoredMessage> newest = all.subList(Math.max(0, all.size() - request.limit()), all.size());
            return new ReadResult.Page(List.copyOf(newest), new Cursor(log.epoch, log.clock), false, false);
        }
        long place = 0;
        boolean gap = false;
        if (from instanceof ReadFrom.After after) {
            Cursor cursor = after.cursor();
            boolean sameEpoch = cursor.epoch().equals(log.epoch);
            if (sameEpoch && cursor.place() > log.clock) {
                return new ReadResult.Ahead(cursor);
            }
            place = sameEpoch ? cursor.place() : 0;
            long floor = request.types().stream()
                    .mapToLong(type -> log.floors.getOrDefault(type, 0L))
                    .max()
                    .orElse(0);
            gap = place < floor || !sameEpoch && !cursor.epoch().equals(Epoch.NONE);
        }
        List<StoredMessage> later = log.after(place, request);
        boolean more = later.size() > request.limit();
        List<StoredMessage> page = List.copyOf(more ? later.subList(0, request.limit()) : later);
        long end = more ? page.get(page.size() - 1).place() : log.clock;
        return new ReadResult.Page(page, new Cursor(log.epoch, end), gap, more);
    }

    @Override
    public synchronized CompletionStage<Optional<StoredMessage>> find(Topic topic, MessageId id) {
        Log log = logs.get(topic);
        return CompletableFuture.completedFuture(
                log == null
                        ? Optional.empty()
                        : log.messages.entrySet().stream()
                                .filter(entry -> entry.getValue().isSeenBy(null)
                                        && entry.getValue().has(id))
                                .findFirst()
                                .map(entry -> new StoredMessage(
                                        entry.getKey(), entry.getValue().payload())));
    }

    @Override
    public synchronized CompletionStage<Subscription> subscribe(Topic topic, Consumer<Hint> listener) {
        List<Consumer<Hint>> all = listeners.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>());
        all.add(listener);
        return CompletableFuture.completedFuture(() -> all.remove(listener));
    }

    /** Loses a topic's log, as a Redis that starts empty would. */
    public synchronized void lose(Topic topic) {
        logs.remove(topic);
    }

    /** What offsets are counted by. */
    private record Kept(
            MessageType type, byte[] payload, @Nullable UserId onlyFor, long expiresAt) {
        boolean is(TimelineEntry entry) {
            return type == entry.type() && Arrays.equals(payload, entry.payload());
        }

        boolean isSeenBy(@Nullable UserId viewer) {
            return onlyFor == null || onlyFor.equals(viewer);
        }

        boolean has(MessageId id) {
            return new String(payload, UTF_8).startsWith("{\"id\":\"%s\",".formatted(id));
        }
    }

    private static final class Log {
        final Epoch epoch = Epoch.random();
        final long streamStart;
        final TreeMap<Long, Kept> messages = new TreeMap<>();
        final Map<Long, Set<String>> ids = new HashMap<>();
        final Set<MessageId> deleted = new HashSet<>();
        final Map<String, Long> done = new HashMap<>();
        final Map<MessageType, Long> floors = new HashMap<>();
        long clock;
        long archived;
        boolean closed;

        Log(long streamStart) {
            this.streamStart = streamStart;
        }

        List<StoredMessage> after(long place, ReadRequest request) {
            return messages.tailMap(place, false).entrySet().stream()
                    .filter(entry -> request.types().contains(entry.getValue().type())
                            && entry.getValue().isSeenBy(request.viewer()))
                    .map(entry ->
                            new StoredMessage(entry.getKey(), entry.getValue().payload()))
                    .toList();
        }

        void delete(MessageId id) {
            deleted.add(id);
            messages.values().removeIf(kept -> kept.onlyFor() == null && kept.has(id));
        }

        void trim(TimelineLimits limits, long now, boolean waits) {
            long old = (now - limits.keepFor().toMillis() - streamStart) * Cursor.PLACES_PER_MS;
            long youngest = waits ? Math.min(old, archived) : old;
            trimOwnMessages();
            messages.values().removeIf(kept -> kept.expiresAt() > 0 && kept.expiresAt() <= now - EXPIRY_GRACE_MS);
            for (MessageType type : MessageType.values()) {
                List<Long> places = messages.entrySet().stream()
                        .filter(entry -> entry.getValue().type() == type
                                && entry.getValue().onlyFor() == null)
                        .map(Map.Entry::getKey)
                        .toList();
                for (long place : places.subList(0, Math.max(0, places.size() - limits.keepMessages()))) {
                    if (place <= youngest) {
                        messages.remove(place);
                        floors.put(type, place);
                    }
                }
            }
        }

        private void trimOwnMessages() {
            Map<UserId, Integer> counts = new HashMap<>();
            messages.descendingMap()
                    .values()
                    .removeIf(kept ->
                            kept.onlyFor() != null && counts.merge(kept.onlyFor(), 1, Integer::sum) > OWN_MESSAGES);
        }
    }
}
