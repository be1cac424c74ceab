package live.danmaku.frontend.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.moderation.FakeModerationStore;
import live.danmaku.frontend.moderation.FakeSlowMode;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.frontend.moderation.SendRules;
import live.danmaku.frontend.room.AcceptingRooms;
import live.danmaku.frontend.room.AcceptingSettings;
import live.danmaku.frontend.room.FakeRoomStore;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.InMemoryEndings;
import live.danmaku.model.room.InMemoryModerationNews;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class AlsoToTest {

    private static final Room OWN = SomeRooms.live("r1");

    private final FakeRoomStore store = new FakeRoomStore();
    private final FakeModerationStore moderations = new FakeModerationStore();
    private final Destinations destinations = new Destinations(
            new AcceptingRooms(
                    new Rooms(store),
                    new InMemoryEndings(),
                    new AcceptingSettings(Duration.ofSeconds(10)),
                    new SimpleMeterRegistry()),
            new SendRules(
                    new Moderations(moderations, new InMemoryModerationNews()),
                    new FakeSlowMode(),
                    new SimpleMeterRegistry()));
    private Caller caller = new Caller(OWN.host(), null, Set.of());

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
    void rooms_ofAnotherHost_areNotForThisOne() {
        Sender other = new Sender(new UserId("other"), "Other");
        store.put(
                new Room(new RoomId("foreign"), "A title", "music", other, RoomState.LIVE, SomeRooms.STARTED_AT, null));

        refused(HttpStatus.FORBIDDEN, "foreign");

        caller = new Caller(caller.sender(), null, Set.of(Role.OPS));
        assertThat(rooms(MessageType.STATUS, "{\"alsoTo\":[\"r2\",\"foreign\"]}"))
                .containsExactly("r2", "foreign");
    }

    @Test
    void rooms_thatBannedTheSender_areRefused() {
        caller = new Caller(caller.sender(), null, Set.of(Role.OPS));
        moderations.put(new RoomId("r3"), new Moderation(0, Set.of(), Set.of(caller.uid()), List.of(), 1));

        refused(HttpStatus.FORBIDDEN, "banned from room r3");
    }

    private void refused(HttpStatus status, String text) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> rooms(MessageType.STATUS, "{\"alsoTo\":[\"r2\",\"r3\",\"foreign\"]}"))
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void rooms_bodyMissing_areNone() {
        assertThat(AlsoTo.rooms(MessageType.STATUS, null, OWN, this::require)
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    private List<String> rooms(MessageType type, String body) {
        try {
            return AlsoTo.rooms(type, JsonMapper.shared().readTree(body), OWN, this::require)
                    .toCompletableFuture()
                    .join()
                    .stream()
                    .map(Destination::room)
                    .map(room -> room.id().value())
                    .toList();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private CompletionStage<Destination> require(String room) {
        return destinations.require(room, caller, caller.uid(), MessageType.STATUS);
    }
}
