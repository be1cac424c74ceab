package live.danmaku.playback.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineWriter;

/** A room whose messages a test appends itself, as a processor would. */
final class LiveRoom {

    private static final int BATCH = AppendBatch.MAX_ENTRIES;

    final RoomId id = new RoomId("r" + UUID.randomUUID());
    final Topic topic = Topic.room(id);
    private final long startedAt = System.currentTimeMillis() - 60_000;
    private final RoomStore rooms;
    private final TimelineWriter timeline;
    private final List<List<TimelineEntry>> said = new ArrayList<>();
    private int sent;

    LiveRoom(RoomStore rooms, TimelineWriter timeline) {
        this.rooms = rooms;
        this.timeline = timeline;
        get(rooms.create(new Room(
                id, "A title", "music", new Sender(new UserId("ann"), "Ann"), RoomState.LIVE, startedAt, null)));
    }

    /** Appends some messages, two thirds of them comments, and gives their ids in this order. */
    List<String> say(int count) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            MessageType type = (sent / BATCH) % 3 == 2 ? MessageType.LIKE : MessageType.COMMENT;
            List<TimelineEntry> batch = IntStream.range(0, Math.min(BATCH, count - ids.size()))
                    .mapToObj(n -> entry("m" + (sent + n), type, "{\"text\":\"x\"}"))
                    .toList();
            append(batch);
            said.add(batch);
            sent += batch.size();
            batch.forEach(entry -> ids.add(entry.id().value()));
        }
        return ids;
    }

    /** Appends all that was said once more, the last batch first, as a processor may after a loss. */
    void sayAllAgain() {
        for (int n = said.size() - 1; n >= 0; n--) {
            append(said.get(n));
        }
    }

    /** Deletes a message as a moderator does, and gives the notice's id. */
    String delete(String message) {
        TimelineEntry notice =
                entry("d-" + message, MessageType.SYSTEM, "{\"event\":\"deleted\",\"id\":\"" + message + "\"}");
        append(List.of(
                new TimelineEntry(0, notice.id(), notice.type(), notice.payload(), null, new MessageId(message), 0)));
        return notice.id().value();
    }

    /** Writes what looks like a notice of deletion and is none. */
    String lie(String message) {
        TimelineEntry notice =
                entry("l-" + message, MessageType.SYSTEM, "{\"event\":\"deleted\",\"id\":\"" + message + "\"}");
        append(List.of(notice));
        return notice.id().value();
    }

    private void append(List<TimelineEntry> entries) {
        AppendBatch batch =
                new AppendBatch(topic, startedAt, 0, -1, Cursor.ORIGIN, System.currentTimeMillis(), entries);
        get(timeline.append(batch));
    }

    private TimelineEntry entry(String id, MessageType type, String body) {
        long now = System.currentTimeMillis();
        String json =
                "{\"id\":\"%s\",\"type\":\"%s\",\"priority\":\"P3\",\"room\":\"%s\",\"from\":{\"uid\":\"bob\",\"name\":\"Bob\"},"
                                .formatted(id, type.wireName(), this.id)
                        + "\"sentAt\":%d,\"at\":%d,\"body\":%s}".formatted(now, now - startedAt, body);
        return new TimelineEntry(0, new MessageId(id), type, json.getBytes(UTF_8));
    }

    /** Ends the stream and closes its timeline. */
    void end() {
        get(rooms.advance(id, RoomState.LIVE, RoomState.ARCHIVING, System.currentTimeMillis()));
        get(timeline.close(topic));
    }

    RoomState state() {
        return get(rooms.find(id)).orElseThrow().state();
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
