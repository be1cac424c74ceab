package live.danmaku.playback.slice;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.cache.LastKnownCache;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveReader;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.web.problem.ApiException;

/** Which streams can be replayed, see {@link LastKnownCache}. Thread-safe. */
public final class FinishedStreams {

    private static final Duration RETRY_WHEN_OFF = Duration.ofSeconds(30);

    private final LastKnownCache<RoomId, Found> cache;
    private final SwitchWatch switches;

    public FinishedStreams(RoomStore rooms, ArchiveReader archive, SwitchWatch switches) {
        this.switches = switches;
        this.cache = new LastKnownCache<>(id -> rooms.find(id).thenCompose(room -> found(room, archive)), Found::bytes);
    }

    /** The archive is not asked for rooms that are not there: anybody may invent their ids. */
    private static CompletionStage<Optional<Found>> found(Optional<Room> room, ArchiveReader archive) {
        return room.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : archive.find(room.get().id()).thenApply(archived -> Optional.of(new Found(room.get(), archived)));
    }

    private record Found(Room room, Optional<ArchivedStream> archived) {

        private static final int BYTES_OF_A_STREAM = 150;

        int bytes() {
            return room.bytes() + BYTES_OF_A_STREAM;
        }
    }

    /**
     * @param room a room id as it came in a request
     * @return the stream; fails with an {@link ApiException} when there is none of that name (404), it has not ended
     *     (409), or ops have switched replays off (503)
     */
    public CompletionStage<FinishedStream> require(String room) {
        if (!switches.inForce().replay()) {
            throw ApiException.unavailable("replays are switched off (expected: the switch replay on)", RETRY_WHEN_OFF);
        }
        RoomId id;
        try {
            id = new RoomId(room);
        } catch (IllegalArgumentException e) {
            throw ApiException.notFound("no room '%s': %s".formatted(room, e.getMessage()));
        }
        return cache.get(id).thenApply(found -> finished(room, found));
    }

    private static FinishedStream finished(String room, Optional<Found> found) {
        Found stream = found.orElseThrow(
                () -> ApiException.notFound("no room '%s' (expected: a stream that has ended)".formatted(room)));
        RoomState state = stream.room().state();
        if (state == RoomState.LIVE) {
            throw ApiException.conflict("room %s is live (expected: ended; its messages are at /v1/rooms/%s/messages)"
                    .formatted(room, room));
        }
        if (state == RoomState.ARCHIVING) {
            throw ApiException.conflict(
                    "room %s is archiving (expected: ended, which it will be soon)".formatted(room));
        }
        return new FinishedStream(
                stream.room(),
                stream.archived()
                        .orElseThrow(() -> ApiException.notFound(
                                "no archive of room %s (expected: a stream that was archived when it ended)"
                                        .formatted(room))));
    }

    /** Makes this process ask again, after it changed the stream itself. */
    public void changed(RoomId id) {
        cache.changed(id);
    }
}
