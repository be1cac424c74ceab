package live.danmaku.playback.transfer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.web.problem.ApiException;

/**
 * One recording on its way into the archive. The room is there from the beginning, as one that has ended and has no replay yet, so
 * that nobody takes its name; one whose import failed may be imported again. Its steps are done one after the other.
 */
final class StreamImport {

    private static final Epoch EPOCH = new Epoch("import");

    private final Room room;
    private final RoomStore rooms;
    private final ArchiveWriter archive;
    private final RecordedLines lines;
    private Cursor cursor = Cursor.ORIGIN;
    private long taken;
    private long place;

    StreamImport(Room room, RoomStore rooms, ArchiveWriter archive) {
        this.room = room;
        this.rooms = rooms;
        this.archive = archive;
        this.lines = new RecordedLines(room.id(), room.startedAt());
    }

    /** Claims the room; fails with an {@link ApiException} 409 when there is one that was live, or is complete. */
    CompletionStage<Void> begin() {
        return rooms.create(room)
                .thenCompose(created -> created
                        ? CompletableFuture.completedFuture(null)
                        : rooms.find(room.id()).thenAccept(found -> requireAbandoned(found.orElse(room))))
                .thenCompose(claimed -> archive.progress(room.id()))
                .thenCompose(progress -> {
                    if (progress.complete()) {
                        throw taken(room);
                    }
                    return archive.discard(room.id());
                });
    }

    private static void requireAbandoned(Room found) {
        if (found.state() != RoomState.ENDED) {
            throw taken(found);
        }
    }

    private static ApiException taken(Room room) {
        return ApiException.conflict("room '%s' exists (expected: a new id)".formatted(room.id()));
    }

    /** Takes some lines, in the file's order. */
    CompletionStage<Void> take(List<String> some) {
        List<ArchivedMessage> messages =
                some.stream().filter(line -> !line.isBlank()).map(this::message).toList();
        if (messages.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Cursor next = new Cursor(EPOCH, place);
        return archive.add(room.id(), new ArchivePage(cursor, next, messages, List.of(), true))
                .thenAccept(added -> {
                    if (!added) {
                        throw ApiException.conflict(
                                "room '%s' is being imported by somebody else".formatted(room.id()));
                    }
                    cursor = next;
                });
    }

    /** Places tell the file's order, and time as far as the order allows, as a live log's do. */
    private ArchivedMessage message(String line) {
        taken++;
        long at = Math.max(0, RecordedLines.at(line, taken));
        place = Math.max(place + 1, at * Cursor.PLACES_PER_MS);
        return lines.message(line, taken, place);
    }

    /** Completes the archive, and says how many messages it holds. */
    CompletionStage<Long> finish() {
        if (taken == 0) {
            throw ApiException.badRequest("no line (expected: at least one)");
        }
        return archive.complete(room.id(), cursor, null).thenApply(done -> {
            if (!done) {
                throw ApiException.conflict("room '%s' is being imported by somebody else".formatted(room.id()));
            }
            return taken;
        });
    }
}
