package live.danmaku.model.room;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import live.danmaku.model.RoomId;

/** Tells all processes that a room's moderation has changed. A hint: it may be lost, and nothing may depend on it but speed. */
public interface ModerationNews {

    /** Never blocks; fails when nobody could be told. */
    CompletionStage<Void> changed(RoomId room);

    /** @param listener called from now on, on a thread of the store's client; must not block */
    void listen(Consumer<RoomId> listener);
}
