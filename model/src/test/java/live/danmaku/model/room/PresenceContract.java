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

    /** Short enough to wait for. */
    protected static final Duration TELL_WITHIN = Duration.ofMillis(400);

    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    /** One with a time of {@link #TELL_WITHIN} for telling. */
    protected abstract Presence presence();

    @Test
    void enter_twice_isNewOnce() {
        assertThat(get(presence().enter(room, ANN))).hasValueSatisfying(change -> {
            assertThat(change.entered()).isTrue();
            assertThat(change.viewer()).isEqualTo(ANN);
        });
        assertThat(get(presence().enter(room, ANN))).isEmpty();
        assertThat(get(presence().count(room))).isEqualTo(1);
    }

    @Test
    void leave_twice_tellsOnce() {
        get(presence().enter(room, ANN));

        assertThat(get(presence().leave(room, ANN.uid()))).hasValueSatisfying(change -> {
            assertThat(change.entered()).isFalse();
            assertThat(change.viewer()).isEqualTo(ANN);
        });
        assertThat(get(presence().leave(room, ANN.uid()))).isEmpty();
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
        tell(get(presence().enter(room, ANN)).orElseThrow());
        tell(get(presence().enter(room, BOB)).orElseThrow());
        List<PresenceChange> left = new ArrayList<>();

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    get(presence().refresh(room, List.of(BOB.uid())));
                    left.addAll(get(presence().expire(room, 300, 10)));
                    return !left.isEmpty();
                });
        assertThat(left).singleElement().satisfies(change -> {
            assertThat(change.entered()).isFalse();
            assertThat(change.viewer()).isEqualTo(ANN);
            tell(change);
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
                    return get(presence().leaveIfSilent(room, both, 300)).stream()
                            .map(PresenceChange::viewer)
                            .toList()
                            .equals(List.of(ANN));
                });
        assertThat(get(presence().list(room, 0, 10))).containsExactly(BOB);
        assertThat(get(presence().leaveIfSilent(room, List.of(ANN.uid()), 0))).isEmpty();
    }

    @Test
    void expire_changesThatNobodyToldInTime_areGivenOnceMoreUntilTheyAreTold() {
        PresenceChange entered = get(presence().enter(room, ANN)).orElseThrow();
        PresenceChange left = get(presence().leave(room, ANN.uid())).orElseThrow();
        PresenceChange told = get(presence().enter(room, BOB)).orElseThrow();
        tell(told);

        assertThat(awaitUntold()).containsExactly(entered, left);
        assertThat(awaitUntold()).as("its teller died, too").containsExactly(entered, left);
        tell(entered);
        assertThat(awaitUntold()).containsExactly(left);
        tell(left);
        await().during(TELL_WITHIN.multipliedBy(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> get(presence().expire(room, 60_000, 10)).isEmpty());
    }

    @Test
    void expire_changeThatIsBeingTold_isNotGivenToAnother() {
        get(presence().enter(room, ANN));

        assertThat(get(presence().expire(room, 60_000, 10))).isEmpty();
    }

    @Test
    void expire_manyUntold_aLimitAtATime() {
        for (int i = 0; i < 25; i++) {
            get(presence().enter(room, new Sender(new UserId("u" + i), "U" + i)));
        }

        List<PresenceChange> given = new ArrayList<>();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            List<PresenceChange> some = get(presence().expire(room, 60_000, 10));
            assertThat(some).hasSizeLessThanOrEqualTo(10);
            some.forEach(this::tell);
            given.addAll(some);
            return given.size() >= 25;
        });
        assertThat(given).doesNotHaveDuplicates().hasSize(25);
    }

    private List<PresenceChange> awaitUntold() {
        List<PresenceChange> untold = new ArrayList<>();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            untold.addAll(get(presence().expire(room, 60_000, 10)));
            return !untold.isEmpty();
        });
        return untold;
    }

    private void tell(PresenceChange change) {
        get(presence().told(room, List.of(change.id())));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
