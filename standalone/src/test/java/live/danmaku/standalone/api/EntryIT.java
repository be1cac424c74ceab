package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who comes and goes by long connections. */
class EntryIT {

    private final Person host = Person.with();
    private final Person ann = Person.with();
    private final String room = host.startRoom();

    @Test
    void enterAndLeave_areToldOnceOverAllSessions() {
        try (LongConnection one = LongConnection.in(ann, room);
                LongConnection two = LongConnection.in(ann.on("d2"), room)) {
            awaitEvents("enter");
            assertThat(ann.get("/v1/rooms/%s/viewers".formatted(room)).field("online"))
                    .isEqualTo("1");
            one.close();
            await().atMost(LongConnection.PATIENCE).until(one::isClosed);
            assertThat(two.isClosed()).isFalse();
        }
        awaitEvents("enter", "leave");
        assertThat(ann.get("/v1/rooms/%s/viewers".formatted(room)).field("online"))
                .isEqualTo("0");
    }

    @Test
    void enter_unknownRoom_isRefused() {
        assertThat(LongConnection.of(ann, "nobody-started-this").closeCode()).isEqualTo(4004);
    }

    @Test
    void end_whileConnected_isToldLast() {
        try (LongConnection connection = LongConnection.in(ann, room)) {
            host.comment(room, "bye").expect(202);
            host.post("/v1/rooms/%s/end".formatted(room), "").expect(202);

            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() -> assertThat(ends(connection)).hasSize(1));
        }
        await().atMost(LongConnection.PATIENCE)
                .untilAsserted(() ->
                        assertThat(LongConnection.of(ann, room).closeCode()).isEqualTo(4004));
    }

    @Test
    void ban_whileConnected_closes_andTheNextConnectIsRefused() {
        try (LongConnection connection = LongConnection.in(ann, room);
                LongConnection ofHost = LongConnection.in(host, room)) {
            host.put("/v1/rooms/%s/moderation".formatted(room), "{\"banned\":[\"%s\"]}".formatted(ann.uid()))
                    .expect(200);

            await().atMost(LongConnection.PATIENCE).until(() -> connection.closeCode() == 4005);
            assertThat(ofHost.isClosed()).isFalse();
        }
        assertThat(LongConnection.of(ann, room).closeCode()).isEqualTo(4005);
    }

    private List<JsonNode> ends(LongConnection connection) {
        return connection.batches("room:" + room).stream()
                .flatMap(batch -> batch.get("messages").valueStream())
                .filter(message -> message.get("type").stringValue().equals("system")
                        && message.get("body").get("event").stringValue().equals("ended"))
                .toList();
    }

    /** Waits until the room was told exactly this of ann. */
    private void awaitEvents(String... events) {
        await().atMost(LongConnection.PATIENCE)
                .untilAsserted(() -> assertThat(events()).containsExactly(events));
    }

    private List<String> events() {
        return Person.ANONYMOUS.poll(room, "?types=member&after=start").messages().stream()
                .filter(message -> message.get("from").get("uid").stringValue().equals(ann.uid()))
                .map((JsonNode message) -> message.get("body").get("event").stringValue())
                .toList();
    }
}
