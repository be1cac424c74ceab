package live.danmaku.playback.archive;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveProgress;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Digest;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;

/**
 * Proves that an archive is whole: for each type, the count and the checksum of what the log still holds are those of what
 * MySQL holds from there on, and those of everything that was ever taken from the log are those of everything that is in MySQL. The log is
 * closed, so it holds still meanwhile.
 */
final class Proof {

    /** What was found. */
    enum Verdict {
        WHOLE,
        /** The log holds something else than the archive does. */
        LOG_DIFFERS,
        /** The archive holds what the whole log does, but what was counted when it was taken is something else. */
        COUNTS_DIFFER,
        /** The archive does not hold what was taken from a part of the log that was trimmed since. */
        LOST
    }

    private final RoomId room;
    private final RoomLog log;
    private final ArchiveWriter archive;

    Proof(RoomId room, RoomLog log, ArchiveWriter archive) {
        this.room = room;
        this.log = log;
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

    CompletionStage<Verdict> judge(ArchiveProgress progress) {
        return log.fromStart()
                .thenCompose(first -> read(first, new Held()))
                .thenCompose(held -> compare(held, progress));
    }

    private CompletionStage<Held> read(ReadResult result, Held held) {
        if (!(result instanceof ReadResult.Page page)) {
            return CompletableFuture.failedFuture(new IllegalStateException("the log of " + room + " shrank"));
        }
        held.add(page);
        Cursor next = page.cursor();
        return page.more()
                ? log.after(next).thenCompose(more -> read(more, held))
                : CompletableFuture.completedFuture(held);
    }

    private CompletionStage<Verdict> compare(Held held, ArchiveProgress progress) {
        // Of types that the log does not hold the archive must hold nothing of this epoch.
        Map<MessageType, Long> from = new EnumMap<>(MessageType.class);
        for (MessageType type : MessageType.values()) {
            from.put(type, held.first.getOrDefault(type, progress.since() + 1));
        }
        Map<MessageType, Long> everything = new EnumMap<>(MessageType.class);
        from.keySet().forEach(type -> everything.put(type, 0L));
        return archive.stored(room, from)
                .thenCombine(archive.stored(room, everything), (same, all) -> new Stored(same, all))
                .thenCombine(archive.taken(room), (stored, taken) -> {
                    if (!stored.asLog.equals(held.digests)) {
                        return Verdict.LOG_DIFFERS;
                    }
                    if (stored.all.equals(withoutNothing(taken))) {
                        return Verdict.WHOLE;
                    }
                    return stored.all.equals(held.digests) ? Verdict.COUNTS_DIFFER : Verdict.LOST;
                });
    }

    private record Stored(Map<MessageType, Digest> asLog, Map<MessageType, Digest> all) {}

    /** Types all of whose messages were deleted. */
    private static Map<MessageType, Digest> withoutNothing(Map<MessageType, Digest> taken) {
        Map<MessageType, Digest> some = new EnumMap<>(taken);
        some.values().removeIf(Digest.NONE::equals);
        return some;
    }
}
