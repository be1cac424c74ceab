package live.danmaku.frontend.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceRefresherTest {

    private static final RoomId ROOM = new RoomId("r1");
    private static final RoomId OTHER = new RoomId("r2");
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FakePresence presence = new FakePresence();
    private final PresenceRefresher refresher = new PresenceRefresher(
            presence, new PresenceSettings(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        refresher.close();
    }

    @Test
    void polled_manyPolls_becomeFewCallsThatNameEveryViewer() {
        for (int i = 0; i < 1_000; i++) {
            refresher.polled(ROOM, new UserId("u" + i % 10));
        }

        await().atMost(SOON).until(() -> viewersTold(ROOM).size() == 10);
        // All in one, unless the thread woke in the middle of the loop above.
        assertThat(presence.asked()).isLessThanOrEqualTo(3);
    }

    @Test
    void polled_twoRooms_areToldApart() {
        refresher.polled(ROOM, new UserId("a"));
        refresher.polled(OTHER, new UserId("b"));

        await().atMost(SOON)
                .until(() -> viewersTold(ROOM).equals(Set.of(new UserId("a")))
                        && viewersTold(OTHER).equals(Set.of(new UserId("b"))));
    }

    @Test
    void polled_onceTold_isNotToldAgainWithoutAPoll() {
        refresher.polled(ROOM, new UserId("a"));
        await().atMost(SOON).until(() -> !presence.refreshes().isEmpty());
        refresher.polled(ROOM, new UserId("b"));
        await().atMost(SOON).until(() -> presence.refreshes().size() == 2);

        assertThat(presence.refreshes())
                .extracting(FakePresence.Refresh::viewers)
                .isEqualTo(List.of(Set.of(new UserId("a")), Set.of(new UserId("b"))));
    }

    @Test
    void polled_storeAwayForAWhile_goesOnAfterwards() {
        presence.setAway(ROOM, true);
        refresher.polled(ROOM, new UserId("a"));
        await().atMost(SOON).until(() -> presence.asked() > 0);
        presence.setAway(ROOM, false);
        refresher.polled(ROOM, new UserId("a"));

        await().atMost(SOON).until(() -> viewersTold(ROOM).contains(new UserId("a")));
    }

    private Set<UserId> viewersTold(RoomId room) {
        Set<UserId> told = new HashSet<>();
        presence.refreshes().stream()
                .filter(refresh -> refresh.room().equals(room))
                .forEach(refresh -> told.addAll(refresh.viewers()));
        return told;
    }
}
