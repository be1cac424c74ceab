package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients name topics that they want to follow: rooms that do not exist cost nothing for long. */
class NamedTopicsIT {

    @Test
    void subscribe_inventedRooms_areRefusedAndTheConnectionStays() {
        String room = Person.with("host").startRoom();
        String other = Person.with("host").startRoom();
        try (LongConnection client = LongConnection.in(new Person("passer-by", ""), room)) {
            for (int i = 0; i < 20; i++) {
                JsonNode answer = client.subscribe("room:invented-%d-%s".formatted(i, room));
                assertThat(answer.get("code").intValue()).isEqualTo(4004);
                assertThat(answer.get("reason").stringValue()).startsWith("no room 'invented-");
            }

            assertThat(client.subscribe("room:" + other).get("code").intValue()).isZero();
            String sent = Person.with().comment(other, "hello").expect(202).field("id");
            await().atMost(LongConnection.PATIENCE)
                    .until(() -> client.heard("messages").stream()
                            .anyMatch(batch -> batch.toString().contains(sent)));
        }
    }

    @Test
    void subscribe_moreThanAnAnonymousSessionMay_isRefused() {
        try (LongConnection client = LongConnection.in(
                new Person("passer-by", ""), Person.with("host").startRoom())) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.subscribe("room:" + Person.with("host").startRoom())
                                .get("code")
                                .intValue())
                        .isZero();
            }
            JsonNode answer = client.subscribe("room:" + Person.with("host").startRoom());
            assertThat(answer.get("code").intValue()).isEqualTo(4003);
            assertThat(answer.get("reason").stringValue()).contains("anonymous", "at most 4");
        }
    }
}
