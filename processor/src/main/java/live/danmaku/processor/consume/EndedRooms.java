package live.danmaku.processor.consume;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms are archived, so that a store that was emptied does not get back what nobody would ever free. Asked only while
 * timelines are rebuilt from all that Kafka has. Owned by the consumer's thread.
 */
final class EndedRooms {

    private static final int MOST_REMEMBERED = 100_000;
    private static final int MYSQL_ANSWERS_WITHIN_S = 5;

    private final RoomStore rooms;
    private final Map<RoomId, Boolean> ended = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    EndedRooms(RoomStore rooms) {
        this.rooms = rooms;
    }

    /**
     * Whether a room has ended and is archived; blocks for a room that was not asked for before.
     *
     * @throws IllegalStateException when MySQL does not answer: ask again, because a wrong answer fills the store
     */
    boolean contains(RoomId room) {
        @Nullable Boolean known = ended.get(room);
        if (known == null) {
            known = ask(room);
            ended.put(room, known);
        }
        return known;
    }

    private boolean ask(RoomId room) {
        try {
            return rooms.find(room)
                    .toCompletableFuture()
                    .get(MYSQL_ANSWERS_WITHIN_S, TimeUnit.SECONDS)
                    .filter(found -> found.state() == RoomState.ENDED)
                    .isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("whether room %s has ended is not known".formatted(room), e);
        }
    }
}
