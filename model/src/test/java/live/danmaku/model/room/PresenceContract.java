package live.danmaku.model.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import org.junit.jupiter.api.Test;

/** What every {@link Presence} must do. */
public abstract class PresenceContract {

    private static final Sender ANN = new Sender(new UserId("ann"), "Ann 🌸");
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");

    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    protected abstract Presence presence();

    @Test
    void enter_twice_isNewOnce() {
        assertThat(get(presence().enter(room, ANN))).isTrue();
        assertThat(get(presence().enter(room, ANN))).isFalse();
        assertThat(get(presence().count(room))).isEqualTo(1);
    }

    @Test
    void leave_twice_tellsOnce() {
        get(presence().enter(room, ANN));

        assertThat(get(presence().leave(room, ANN.uid()))).isTrue();
        assertThat(get(presence().leave(room, ANN.uid()))).isFalse();
        assertThat(get(presence().count(room))).isZero();
    }

    @Test
    void list_pages_addUpToTheWhole() {
        get(presence().enter(room, BOB));
        get(presence().enter(room, ANN));

        assertThat(get(presence().list(room, 0, 10))).containsExactlyInAnyOrder(BOB, ANN);
        List<Sender> paged = new ArrayList<>(get(presence().list(room, 0, 1)));
        paged.addAll(get(presence().list(room, 1, 1)));
        assertThat(paged).isEqualTo(get(presence().list(room, 0, 10)));
        assertThat(get(presence().list(room, 2, 10))).isEmpty();
    }

    @Test
    void expire_silentViewer_leavesAndIsTellsOnceWhileTheRefreshedStay() {
        get(presence().enter(room, ANN));
        get(presence().enter(room, BOB));

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    get(presence().refresh(room, List.of(BOB.uid())));
                    return get(presence().expire(room, 300, 10)).equals(List.of(ANN));
                });
        assertThat(get(presence().list(room, 0, 10))).containsExactly(BOB);
        assertThat(get(presence().expire(room, 60_000, 10))).isEmpty();
    }

    @Test
    void refresh_viewerWhoLeft_staysAway() {
        assertThat(get(presence().refresh(room, List.of(ANN.uid())))).containsExactly(ANN.uid());

        assertThat(get(presence().count(room))).isZero();
        assertThat(get(presence().expire(room, 0, 10))).isEmpty();
    }

    @Test
    void refresh_tellsWhoIsMissing() {
        get(presence().enter(room, ANN));

        assertThat(get(presence().refresh(room, List.of(ANN.uid(), BOB.uid())))).containsExactly(BOB.uid());
        assertThat(get(presence().refresh(room, List.of()))).isEmpty();
    }

    @Test
    void leaveIfSilent_viewerWhomSomebodyRefreshes_stays() {
        get(presence().enter(room, ANN));
        get(presence().enter(room, BOB));
        List<UserId> both = List.of(ANN.uid(), BOB.uid());

        assertThat(get(presence().leaveIfSilent(room, both, 60_000))).isEmpty();
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    get(presence().refresh(room, List.of(BOB.uid())));
                    return get(presence().leaveIfSilent(room, both, 300)).equals(List.of(ANN.uid()));
                });
        assertThat(get(presence().list(room, 0, 10))).containsExactly(BOB);
        assertThat(get(presence().leaveIfSilent(room, List.of(ANN.uid()), 0))).isEmpty();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
