package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PushIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Person service = Person.with("service");

    @Test
    void push_toARoom_isAMessageOfItsLog() {
        String room = Person.with().startRoom();

        Answer pushed = push("""
                {"to":"room:%s","type":"system","priority":"P0","ttlMs":5000,"body":{"event":"maintenance","in":{"min":5}}}""".formatted(room)).expect(202);

        String id = pushed.field("id");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Person.ANONYMOUS.poll(room, "").ids()).containsExactly(id));
        JsonNode message = Person.ANONYMOUS.poll(room, "").messages().get(0);
        assertThat(message.get("type").stringValue()).isEqualTo("system");
        assertThat(message.get("priority").stringValue()).isEqualTo("P0");
        assertThat(message.get("room").stringValue()).isEqualTo(room);
        assertThat(message.get("from").get("uid").stringValue()).isEqualTo(service.uid());
        assertThat(message.get("expiresAt").longValue())
                .isEqualTo(message.get("sentAt").longValue() + 5_000);
        assertThat(message.get("body").toString()).isEqualTo("{\"event\":\"maintenance\",\"in\":{\"min\":5}}");
    }

    @Test
    void push_sameIdTwice_isThereOnce() {
        String room = Person.with().startRoom();
        String push =
                "{\"to\":\"room:%s\",\"id\":\"p1\",\"type\":\"comment\",\"body\":{\"text\":\"hi\"}}".formatted(room);

        push(push).expect(202);
        push(push).expect(202);
        push(push.replace("\"p1\"", "\"p2\"")).expect(202);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Person.ANONYMOUS.poll(room, "").ids()).isEqualTo(List.of("p1", "p2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:42", "device:d1", "area:music", "area:Just Chatting", "all"})
    void push_toOthers_isAccepted(String to) {
        Answer pushed =
                push("{\"to\":\"%s\",\"ttlMs\":1,\"body\":{}}".formatted(to)).expect(202);

        assertThat(pushed.field("id")).isNotEmpty();
        assertThat(pushed.field("to")).isEqualTo(to);
    }

    @Test
    void push_byOthersThanServices_isRefused() {
        String push = "{\"to\":\"all\",\"body\":{}}";

        Person.ANONYMOUS.post("/v1/push", push).expectProblem(401, "token");
        for (Person other : List.of(Person.with(), Person.with("host", "moderator"))) {
            other.post("/v1/push", push).expectProblem(403, "pushing needs the role service");
        }
    }

    @Test
    void push_toARoomThatIsNotThereOrOver_isRefused() {
        Person host = Person.with();
        String room = host.startRoom();
        host.post("/v1/rooms/%s/end".formatted(room), "").expect(202);

        push("{\"to\":\"room:nobody-started-this\",\"body\":{}}").expectProblem(404, "nobody-started-this");
        push("{\"to\":\"room:%s\",\"body\":{}}".formatted(room)).expectProblem(409, room, "live");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"body":{}}                                      | to: missing
                    {"to":"group:1","body":{}}                       | group:1
                    {"to":"user:a b","body":{}}                      | a b
                    {"to":"all"}                                     | body: missing
                    {"to":"all","body":"text"}                       | body
                    {"to":"all","body":[1]}                          | body
                    {"to":"all","type":"comment","body":{}}          | text: missing
                    {"to":"all","type":"gift","body":{}}             | type: 'gift'
                    {"to":"all","type":"shout","body":{}}            | shout
                    {"to":"all","priority":"P9","body":{}}           | priority: 'P9'
                    {"to":"all","ttlMs":0,"body":{}}                 | ttlMs: 0
                    {"to":"all","ttlMs":604800001,"body":{}}         | ttlMs: 604800001
                    {"to":"all","ttlMs":"soon","body":{}}            | ttlMs
                    {"to":"all","id":"a b","body":{}}                | a b""")
    void push_badInput_saysWhatIsExpected(String push, String said) {
        push(push).expectProblem(400, said, "expected");
    }

    @Test
    void push_tooLargeOrTooDeep_isRefused() {
        push("{\"to\":\"all\",\"body\":{\"text\":\"%s\"}}".formatted("x".repeat(16 * 1024)))
                .expectProblem(413, "16384 at most");
        push("{\"to\":\"all\",\"body\":%s1%s}".formatted("{\"a\":".repeat(20), "}".repeat(20)))
                .expectProblem(400, "JSON");
    }

    private Answer push(String json) {
        return service.post("/v1/push", json);
    }
}
