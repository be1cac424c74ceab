package live.danmaku.push.connector.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;

/** A hub that lets everybody in, unless a test says otherwise, and keeps what it was asked. */
public final class RecordingHub implements Hub {

    /** Where everything goes on from that nobody gave a cursor for. */
    public static final Cursor NOW = Cursor.parse("e1-zz");

    public final List<Session> entered = new CopyOnWriteArrayList<>();
    public final List<Session> closed = new CopyOnWriteArrayList<>();
    public final List<Session> drained = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** Answers to entering that a test gives later. */
    public final List<CompletableFuture<Admission>> waiting = new ArrayList<>();

    private final Set<Session> inRooms = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CloseReason refusal;
    private volatile @Nullable CloseReason refusesEntry;
    private volatile boolean answersLater;

    public void refuseAll(CloseReason reason) {
        refusal = reason;
    }

    public void refuseEntry(CloseReason reason) {
        refusesEntry = reason;
    }

    public void answerLater() {
        answersLater = true;
    }

    /** The session that entered last. */
    public Session session() {
        return entered.get(entered.size() - 1);
    }

    @Override
    public @Nullable CloseReason refusal() {
        return refusal;
    }

    @Override
    public CompletionStage<Admission> enter(Session session, @Nullable RoomId room, @Nullable Cursor cursor) {
        entered.add(session);
        if (room != null) {
            inRooms.add(session);
        }
        asked.add("enter %s %s".formatted(room, cursor));
        if (answersLater) {
            CompletableFuture<Admission> later = new CompletableFuture<>();
            waiting.add(later);
            return later;
        }
        return CompletableFuture.completedFuture(admission(room == null ? null : Topic.room(room), cursor));
    }

    private Admission admission(@Nullable Topic topic, @Nullable Cursor cursor) {
        CloseReason refused = refusesEntry;
        if (refused != null) {
            return Admission.refused(refused);
        }
        Map<Topic, Cursor> cursors = new HashMap<>();
        if (topic != null) {
            cursors.put(topic, cursor == null ? NOW : cursor);
        }
        return Admission.to(cursors);
    }

    @Override
    public CompletionStage<Admission> changeRoom(Session session, RoomId room, @Nullable Cursor cursor) {
        inRooms.add(session);
        asked.add("changeRoom %s %s".formatted(room, cursor));
        return CompletableFuture.completedFuture(admission(Topic.room(room), cursor));
    }

    @Override
    public CompletionStage<Admission> subscribe(Session session, Topic topic, @Nullable Cursor cursor) {
        asked.add("subscribe %s %s".formatted(topic, cursor));
        return CompletableFuture.completedFuture(admission(topic, cursor));
    }

    @Override
    public void unsubscribe(Session session, Topic topic) {
        asked.add("unsubscribe %s".formatted(topic));
    }

    @Override
    public void acknowledge(Session session, Topic topic, Cursor cursor) {
        asked.add("acknowledge %s %s".formatted(topic, cursor));
    }

    @Override
    public void drained(Session session) {
        drained.add(session);
    }

    @Override
    public void closed(Session session) {
        closed.add(session);
    }

    @Override
    public long online(Session session) {
        return inRooms.contains(session) ? 258 : 0;
    }
}
