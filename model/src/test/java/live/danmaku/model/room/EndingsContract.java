package live.danmaku.model.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import org.junit.jupiter.api.Test;

/** What everything that tells of endings must do. */
public abstract class EndingsContract {

    private final RoomId room = new RoomId("r" + UUID.randomUUID());
    private final RoomId other = new RoomId("r" + UUID.randomUUID());

    protected abstract Endings endings();

    @Test
    void announce_onceAndAgain_isTold_andOfNoOtherRoom() {
        assertThat(get(endings().isAnnounced(room))).isFalse();

        get(endings().announce(List.of(room)));
        get(endings().announce(List.of(room)));

        assertThat(get(endings().isAnnounced(room))).isTrue();
        assertThat(get(endings().isAnnounced(other))).isFalse();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
