package live.danmaku.frontend.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Endings;
import live.danmaku.model.room.InMemoryEndings;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** A front end that cannot learn whether a room is live accepts nothing for it. */
class AcceptingRoomsTest {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
    private static final MessageId MESSAGE = new MessageId("m1");

    private final FakeRoomStore store = new FakeRoomStore();
    private final InMemoryEndings endings = new InMemoryEndings();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private volatile Duration later = Duration.ZERO;
    private final AcceptingRooms rooms = new AcceptingRooms(
            new Rooms(store),
            endings,
            new AcceptingSettings(KNOWN_WITHIN),
            () -> System.nanoTime() + later.toNanos(),
            registry);

    @BeforeEach
    void startRoom() {
        store.put(SomeRooms.live("r1"));
        rooms.require("r1").toCompletableFuture().join();
        store.setAway(true);
    }

    @Test
    void require_neitherStoreNorEndingsAnswer_acceptsForAWhileAndThenNotAtAll() {
        endings.setAway(true);
        later = KNOWN_WITHIN.minusSeconds(2);
        assertThat(require().room()).isEqualTo(SomeRooms.live("r1"));

        later = KNOWN_WITHIN.plusMillis(1);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(this::require)
                .havingCause()
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                    assertThat(refusal).hasMessageContaining("r1").hasMessageEndingWith("; nothing was accepted");
                });
        assertThat(refused("room-unknown")).isEqualTo(1);

        endings.setAway(false);
        assertThat(require().room().state()).isEqualTo(RoomState.LIVE);
    }

    @Test
    void require_storeAwayAndNoEndAnnounced_goesOnAndIsKnownAsOfThen() {
        later = Duration.ofHours(1);

        KnownRoom known = require();

        assertThat(known.room()).isEqualTo(SomeRooms.live("r1"));
        assertThatNoException().isThrownBy(() -> rooms.requireInTime(known, MESSAGE));
    }

    @Test
    void require_endAnnouncedWhileTheStoreIsAway_isNoLongerLive() {
        endings.announce(List.of(new RoomId("r1")));
        later = Duration.ofSeconds(4);

        assertThat(require().room().state()).isEqualTo(RoomState.ARCHIVING);
    }

    @Test
    void require_storeAwayForLongerThanEndingsAreKept_isRefused() {
        later = Endings.KEPT;

        assertThatExceptionOfType(CompletionException.class).isThrownBy(this::require);
    }

    @Test
    void requireInTime_ackComesLate_isUnknownAndMayBeRepeatedWithItsId() {
        KnownRoom known = require();
        later = KNOWN_WITHIN.plusSeconds(1);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> rooms.requireInTime(known, MESSAGE))
                .withMessageEndingWith("repeat the message with the id 'm1'")
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
        assertThat(refused("room-unknown-after-ack")).isEqualTo(1);
    }

    private KnownRoom require() {
        return rooms.require("r1").toCompletableFuture().join();
    }

    private double refused(String reason) {
        return registry.get("danmaku.messages.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
