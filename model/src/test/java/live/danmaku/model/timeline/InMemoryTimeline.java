package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final long BREAK_MS = 10_000;
    private static final int MOST_BREAKS = 8;

    private final Map<Topic, Log> logs = new HashMap<>();
    private final Map<Topic, List<Consumer<Hint>>> listeners = new HashMap<>();
    private final TimelineLimits limits;
    private final LongSupplier clock;
    private int server;

    /** @param clock ms since 1970 */
    public InMemoryTimeline(TimelineLimits limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<AppendResult> append(AppendBatch batch) {
        Log before = logs.get(batch.topic());
        String sequence = batch.sequenceName();
        long done = before == null ? -1 : before.done.getOrDefault(sequence, -1L);
        long previous = before == null ? 0 : before.clock;
        boolean missesOffsets = done < batch.acknowledgedOffset();
        boolean knowsNothing = batch.known().epoch().equals(Epoch.NONE);
        if (before != null) {
            boolean behind =
                    before.epoch.equals(batch.known().epoch()) && batch.known().place() > before.clock;
            if (before.server != server || behind || missesOffsets && knowsNothing) {
                before.breakOff(clock.getAsLong(), batch.known().place());
                before.server = server;
            }
        }
        if (missesOffsets || !knowsNothing && (before == null || before.hasLost(batch.known()))) {
            return CompletableFuture.completedFuture(new AppendResult.Rewind(done));
        }
        Log log = logs.computeIfAbsent(batch.topic(), topic -> new Log(batch.streamStart(), server));
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
        String name = entry.id() + (entry.sender() == null ? "" : "/" + entry.sender());
        for (long b = bucket - 2; b <= bucket + 1; b++) {
            if (log.ids.getOrDefault(b, Set.of()).contains(name)) {
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
        log.clock = Math.max(log.clock + 1, sinceStart * Cursor.PLACES_PER_MS);
        log.messages.put(log.clock, new Kept(entry.type(), entry.payload(), entry.onlyFor(), batch.expiresAt()));
        log.ids.computeIfAbsent(bucket, b -> new HashSet<>()).add(name);
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
    public synchronized CompletionStage<Found> forget(Topic topic, Duration remember) {
        Log log = logs.get(topic);
        if (log != null && !log.closed) {
            return CompletableFuture.completedFuture(Found.OPEN);
        }
        Found found = log == null || log.messages.isEmpty() ? Found.NOTHING : Found.REMAINS;
        if (log != null) {
            log.messages.clear();
            for (MessageType type : MessageType.values()) {
                log.floors.put(type, log.clock);
            }
        }
        return CompletableFuture.completedFuture(found);
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
            return new ReadResult.Page(
                    List.copyOf(newest), new Cursor(log.epoch, log.clock), false, false, log.brokenUpTo());
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
            boolean lost = !cursor.epoch().equals(Epoch.NONE) && log.hasLost(cursor);
            gap = place < floor || lost;
        }
        List<StoredMessage> later = log.after(place, request);
        boolean more = later.size() > request.limit();
        List<StoredMessage> page = List.copyOf(more ? later.subList(0, request.limit()) : later);
        long end = more ? page.get(page.size() - 1).place() : log.clock;
        return new ReadResult.Page(page, new Cursor(log.epoch, end), gap, more, log.brokenUpTo());
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

    /** What is there of a topic now, for {@link #putBack}. */
    public synchronized Object keep(Topic topic) {
        return Objects.requireNonNull(logs.get(topic)).copy();
    }

    /** Loses what came after a moment, as a fail-over does to another server that knows no more than that. */
    public synchronized void putBack(Topic topic, Object kept) {
        logs.put(topic, ((Log) kept).copy());
        server++;
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

    /** Places that were lost, above {@code before} and not above {@code last}. */
    private record Break(long before, long last) {
        boolean has(long place) {
            return place > before && place <= last;
        }
    }

    private static final class Log {
        final Epoch epoch;
        final long streamStart;
        final TreeMap<Long, Kept> messages = new TreeMap<>();
        final Map<Long, Set<String>> ids = new HashMap<>();
        final Set<MessageId> deleted = new HashSet<>();
        final Map<String, Long> done = new HashMap<>();
        final Map<MessageType, Long> floors = new HashMap<>();
        final Deque<Break> breaks = new ArrayDeque<>();
        long clock;
        long archived;
        boolean closed;
        int server;

        Log(long streamStart, int server) {
            this(Epoch.random(), streamStart, server);
        }

        private Log(Epoch epoch, long streamStart, int server) {
            this.epoch = epoch;
            this.streamStart = streamStart;
            this.server = server;
        }

        Log copy() {
            Log copy = new Log(epoch, streamStart, server);
            copy.messages.putAll(messages);
            ids.forEach((bucket, all) -> copy.ids.put(bucket, new HashSet<>(all)));
            copy.deleted.addAll(deleted);
            copy.done.putAll(done);
            copy.floors.putAll(floors);
            copy.breaks.addAll(breaks);
            copy.clock = clock;
            copy.archived = archived;
            copy.closed = closed;
            return copy;
        }

        /** Whether a place that somebody was told of is not here any more. */
        boolean hasLost(Cursor known) {
            return !known.epoch().equals(epoch)
                    || known.place() > clock
                    || breaks.stream().anyMatch(each -> each.has(known.place()));
        }

        long brokenUpTo() {
            return breaks.isEmpty() ? 0 : breaks.getLast().last();
        }

        void breakOff(long now, long known) {
            long sinceStart = Math.max(0, now - streamStart);
            long above = Math.max(clock, sinceStart * Cursor.PLACES_PER_MS) + BREAK_MS * Cursor.PLACES_PER_MS;
            long fence = Math.min(known, (sinceStart + FENCE_REACH_MS) * Cursor.PLACES_PER_MS);
            breaks.add(new Break(clock, Math.max(above, fence)));
            clock = breaks.getLast().last() + 1;
            if (breaks.size() > MOST_BREAKS) {
                Break oldest = breaks.removeFirst();
                breaks.addFirst(new Break(oldest.before(), breaks.removeFirst().last()));
            }
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
