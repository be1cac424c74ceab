package live.danmaku.push.connector.session;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * What the edge asks of the part that knows topics. All is called on the session's event loop, and stages complete there.
 * A session that was let in gets frames by {@link Session#write} from then on: never before its stage has completed, so
 * that the reply to the auth goes first.
 */
public interface Hub {

    /** Why no new sessions are taken now; null when they are. */
    @Nullable
    CloseReason refusal();

    /**
     * A client with a good ticket wants in: into a room, or only to its user's topics.
     *
     * @param room null for none
     * @param cursor where the client has read the room up to; null: from now on
     * @return completes with what to answer; fails never
     */
    CompletionStage<Admission> enter(Session session, @Nullable RoomId room, @Nullable Cursor cursor);

    /** Leaves the room it is in, if any, and enters another one. */
    CompletionStage<Admission> changeRoom(Session session, RoomId room, @Nullable Cursor cursor);

    /** Follows another topic ({@code room:}, {@code area:}) besides, without entering it. */
    CompletionStage<Admission> subscribe(Session session, Topic topic, @Nullable Cursor cursor);

    void unsubscribe(Session session, Topic topic);

    /** The client has everything of a topic up to a cursor. */
    void acknowledge(Session session, Topic topic, Cursor cursor);

    /** {@link Session#pendingBytes()} was above {@link Session#HIGH_MARK} and is below {@link Session#LOW_MARK} now. */
    void drained(Session session);

    /**
     * The connection is gone or going, whoever ended it. Called once for each session that asked to enter and was not
     * refused, even while that is not answered yet. Not called from within {@link Session#close}.
     */
    void closed(Session session);

    /** How many watch the room that it is in, as last heard; 0 when it is in none. */
    long online(Session session);
}
