package live.danmaku.playback.archive;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Digest;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;

/**
 * Proves that an archive is whole: it holds all that the log still holds, each message at its place there, and it holds no
 * less than was ever taken from the log. It may hold more than the log: the log trims, and loses what it had not replicated. The
 * log is closed, so it holds still meanwhile.
 *
 * <p>Mostly count and checksum of each type are the same on both sides, from the first message on that the log holds. Where they
 * differ, messages are looked up one by one.
 */
final class Proof {

    /** What was found. */
    enum Verdict {
        WHOLE,
        /** The log holds something that the archive does not. */
        LACKS_SOME,
        /** The archive holds more than was counted when it was taken, or all of a log that was never trimmed. */
        COUNTS_DIFFER,
        /** The archive does not hold any more what was taken from a part of the log that is gone since. */
        LOST
    }

    /** @param extra how many messages the archive holds among the log's, and the log does not */
    record Finding(Verdict verdict, long extra) {}

    private final RoomId room;
    private final RoomLog log;
    private final Deletions deletions;
    private final ArchiveWriter archive;

    Proof(RoomId room, RoomLog log, Deletions deletions, ArchiveWriter archive) {
        this.room = room;
        this.log = log;
        this.deletions = deletions;
        this.archive = archive;
    }

    /** What the log holds, by type. Filled by one page after the other. */
    private static final class Held {
        final Map<MessageType, Digest> digests = new EnumMap<>(MessageType.class);
        final Map<MessageType, Long> first = new EnumMap<>(MessageType.class);

        void add(ReadResult.Page page) {
            for (StoredMessage stored : page.messages()) {
                ArchivedMessage message = ArchivedMessage.of(stored);
                first.putIfAbsent(message.type(), message.place());
                digests.put(
                        message.type(),
                        digests.getOrDefault(message.type(), Digest.NONE).plus(message));
            }
        }
    }

    CompletionStage<Finding> judge() {
        Held held = new Held();
        return log.readAll(page -> {
                    held.add(page);
                    return CompletableFuture.completedFuture(null);
                })
                .thenCompose(end -> archive.stored(room, held.first)
                        .thenCompose(stored -> stored.equals(held.digests)
                                ? count(held, end, 0)
                                : lookUp().thenCompose(lacking -> lacking > 0
                                        ? CompletableFuture.completedFuture(new Finding(Verdict.LACKS_SOME, 0))
                                        : count(held, end, extra(stored, held)))));
    }

    /** How many of the log's messages the archive does not hold. */
    private CompletionStage<Long> lookUp() {
        AtomicLong lacking = new AtomicLong();
        return log.readAll(page -> {
                    List<ArchivedMessage> messages =
                            page.messages().stream().map(ArchivedMessage::of).toList();
                    return deletions
                            .without(log.topic(), messages)
                            .thenCompose(kept -> archive.lacking(room, kept))
                            .thenAccept(some -> lacking.addAndGet(some.size()));
                })
                .thenApply(end -> lacking.get());
    }

    private static long extra(Map<MessageType, Digest> stored, Held held) {
        return held.digests.entrySet().stream()
                .mapToLong(type -> Math.max(
                        0,
                        stored.getOrDefault(type.getKey(), Digest.NONE).count()
                                - type.getValue().count()))
                .sum();
    }

    /** Compares what is there with what was taken. */
    private CompletionStage<Finding> count(Held held, Cursor end, long extra) {
        Map<MessageType, Long> everything = new EnumMap<>(MessageType.class);
        for (MessageType type : MessageType.values()) {
            everything.put(type, 0L);
        }
        return archive.stored(room, everything)
                .thenCombine(archive.taken(room), Counts::new)
                .thenCompose(counts -> counts.isLess() && counts.there.equals(held.digests)
                        ? isTrimmed(end).thenApply(trimmed -> trimmed ? Verdict.LOST : Verdict.COUNTS_DIFFER)
                        : CompletableFuture.completedFuture(
                                counts.isLess()
                                        ? Verdict.LOST
                                        : counts.isMore() ? Verdict.COUNTS_DIFFER : Verdict.WHOLE))
                .thenApply(verdict -> new Finding(verdict, extra));
    }

    /** Whether the log's beginning is gone. */
    private CompletionStage<Boolean> isTrimmed(Cursor end) {
        return log.after(new Cursor(end.epoch(), 0))
                .thenApply(result -> !(result instanceof ReadResult.Page page) || page.gap());
    }

    private record Counts(Map<MessageType, Digest> there, Map<MessageType, Digest> taken) {

        /** Whether something that was taken is not there, or is not what it was. */
        boolean isLess() {
            return taken.entrySet().stream().anyMatch(type -> {
                Digest found = there.getOrDefault(type.getKey(), Digest.NONE);
                return found.count() < type.getValue().count()
                        || found.count() == type.getValue().count()
                                && found.checksum() != type.getValue().checksum();
            });
        }

        boolean isMore() {
            return there.entrySet().stream()
                    .anyMatch(type -> type.getValue().count()
                            > taken.getOrDefault(type.getKey(), Digest.NONE).count());
        }
    }
}
