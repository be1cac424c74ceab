package live.danmaku.frontend.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import live.danmaku.frontend.room.AcceptingRooms;
import live.danmaku.frontend.room.AcceptingSettings;
import live.danmaku.frontend.room.FakeRoomStore;
import live.danmaku.frontend.room.KnownRoom;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.MessageType;
import live.danmaku.model.room.InMemoryEndings;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class AlsoToTest {

    private static final Room OWN = SomeRooms.live("r1");

    private final FakeRoomStore store = new FakeRoomStore();
    private final AlsoTo alsoTo = new AlsoTo(new AcceptingRooms(
            new Rooms(store),
            new InMemoryEndings(),
            new AcceptingSettings(Duration.ofSeconds(10)),
            new SimpleMeterRegistry()));

    @BeforeEach
    void startRooms() {
        store.put(OWN);
        store.put(SomeRooms.live("r2"));
        store.put(SomeRooms.live("r3"));
        store.put(SomeRooms.in(RoomState.ENDED, "over"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            STATUS | {}                                    | ``
            STATUS | {"alsoTo":["r2"]}                     | r2
            STATUS | {"alsoTo":["r3","r1","r2","r3"]}      | r3 r2
            STATUS | {"alsoTo":["r1"]}                     | ``
            GIFT   | {"alsoTo":["r2"]}                     | ``
            """)
    void rooms_asSent_areEachOtherRoomOnce(MessageType type, String body, String expected) {
        assertThat(String.join(" ", rooms(type, body))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"alsoTo":"r2"}                                  | 400 | alsoTo: "r2" (expected: a list of 1 to 8 room ids)
            {"alsoTo":[]}                                    | 400 | alsoTo: 0 entries (expected
            {"alsoTo":[2]}                                   | 400 | alsoTo: 1 entries (expected
            {"alsoTo":["1","2","3","4","5","6","7","8","9"]} | 400 | alsoTo: 9 entries (expected
            {"alsoTo":["nowhere"]}                           | 404 | no room 'nowhere'
            {"alsoTo":["r2","over"]}                         | 409 | room over is ended (expected: live)
            """)
    void rooms_notAllLiveRooms_areRefused(String body, int status, String text) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> rooms(MessageType.STATUS, body))
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.valueOf(status)));
    }

    @Test
    void rooms_bodyMissing_areNone() {
        assertThat(alsoTo.rooms(MessageType.STATUS, null, OWN)
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    private List<String> rooms(MessageType type, String body) {
        try {
            return alsoTo.rooms(type, JsonMapper.shared().readTree(body), OWN).toCompletableFuture().join().stream()
                    .map(KnownRoom::room)
                    .map(room -> room.id().value())
                    .toList();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
