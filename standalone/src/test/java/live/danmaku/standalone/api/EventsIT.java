package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Person host = Person.with();
    private final String room = host.startRoom();
    private final List<String> sent = new ArrayList<>();

    @Test
    void reconnectingWithTheLastEventId_nothingIsMissingAndNothingTwice() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        send(3);
        for (int cut = 0; cut < 5; cut++) {
            try (EventReader reader = cursor.isEmpty()
                    ? EventReader.open(Person.ANONYMOUS, room, "?after=start")
                    : EventReader.open(Person.ANONYMOUS, room, "?after=start", "Last-Event-ID", cursor)) {
                assertThat(reader.status()).isEqualTo(200);
                assertThat(reader.contentType()).startsWith("text/event-stream");
                send(5);
                await().atMost(SOON)
                        .until(() -> !reader.ids("comment").isEmpty()
                                && !reader.lastEventId().isEmpty());
                seen.addAll(reader.ids("comment"));
                cursor = reader.lastEventId();
                assertChain(reader);
            }
            send(5);
        }
        try (EventReader reader = EventReader.open(Person.ANONYMOUS, room, "", "Last-Event-ID", cursor)) {
            await().atMost(SOON).until(() -> seen.size() + reader.ids("comment").size() >= sent.size());
            seen.addAll(reader.ids("comment"));
        }
        assertThat(seen)
                .isEqualTo(Person.ANONYMOUS
                        .poll(room, "?after=start&limit=500&types=comment")
                        .ids());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void cursorOfAPoll_goesOnAsEvents_andBack() {
        send(4);
        await().atMost(SOON)
                .until(() -> Person.ANONYMOUS.poll(room, "?types=comment").ids().size() == 4);
        Answer poll = Person.ANONYMOUS
                .poll(room, "?after=start&limit=2&types=comment")
                .expect(200);
        String cursor;
        List<String> seen = new ArrayList<>(poll.ids());
        try (EventReader reader = EventReader.open(Person.ANONYMOUS, room, "?after=" + poll.field("cursor"))) {
            await().atMost(SOON).until(() -> reader.ids("comment").size() == 2);
            seen.addAll(reader.ids("comment"));
            cursor = reader.lastEventId();
        }
        send(1);
        String last = sent.get(4);
        await().atMost(SOON)
                .until(() -> Person.ANONYMOUS
                        .poll(room, "?types=comment&after=" + cursor)
                        .ids()
                        .equals(List.of(last)));
        assertThat(seen).containsExactlyElementsOf(sent.subList(0, 4));
    }

    @Test
    void callerWithAToken_isInTheRoomWhileTheStreamIsOpen() {
        Person viewer = Person.with();
        try (EventReader reader = EventReader.open(viewer, room, "")) {
            await().atMost(SOON).until(() -> viewers().contains(viewer.uid()));
            await().atMost(SOON)
                    .until(() -> reader.events().stream()
                            .anyMatch(event -> event.name().equals("room")
                                    && event.data().path("online").asInt(0) == 1));
            await().atMost(SOON).until(() -> reader.ids("member").size() == 1);
        }
    }

    @Test
    void endedRoom_isToldToItsEnd_thenThereIsNoContent() {
        send(2);
        try (EventReader reader = EventReader.open(Person.ANONYMOUS, room, "?after=start")) {
            host.post("/v1/rooms/" + room + "/end", "").expect(202);
            await().atMost(SOON.multipliedBy(2)).until(reader::isEnded);

            assertThat(reader.ids("comment")).containsExactlyElementsOf(sent);
            List<EventReader.Event> events = reader.events();
            assertThat(events.get(events.size() - 1).name()).isEqualTo("end");
            try (EventReader again =
                    EventReader.open(Person.ANONYMOUS, room, "", "Last-Event-ID", reader.lastEventId())) {
                assertThat(again.status()).isEqualTo(204);
            }
        }
    }

    @Test
    void badInput_isAProblem() {
        Person.ANONYMOUS
                .get("/v1/rooms/nowhere/events", "Accept", "text/event-stream")
                .expectProblem(404, "nowhere");
        Person.ANONYMOUS
                .get("/v1/rooms/" + room + "/events?after=nonsense", "Accept", "text/event-stream")
                .expectProblem(400, "nonsense");
    }

    private static void assertChain(EventReader reader) {
        String to = "";
        for (EventReader.Event event : reader.events()) {
            if (event.name().equals("message")) {
                JsonNode batch = event.data();
                assertThat(batch.path("gap").asBoolean(true)).isFalse();
                assertThat(batch.path("leftOut").asInt(-1)).isZero();
                if (!to.isEmpty()) {
                    assertThat(batch.path("from").asString("")).isEqualTo(to);
                }
                to = batch.path("to").asString("");
                assertThat(event.id()).isEqualTo(to);
            }
        }
    }

    private List<String> viewers() {
        List<String> uids = new ArrayList<>();
        Person.ANONYMOUS
                .get("/v1/rooms/" + room + "/viewers")
                .expect(200)
                .json()
                .path("viewers")
                .forEach(viewer -> uids.add(viewer.path("uid").asString("")));
        return uids;
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            sent.add(Person.with()
                    .comment(room, "message " + sent.size())
                    .expect(202)
                    .field("id"));
        }
    }
}
