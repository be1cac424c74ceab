package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What services push reaches whom it is for. */
class AudiencesIT {

    private final String area = "area-" + UUID.randomUUID().toString().substring(0, 8);
    private final String device = "d-" + UUID.randomUUID();
    private final Person host = Person.with();
    private final Person ann = Person.with().on(device);
    private final Person bob = Person.with();
    private final Person service = Person.with("service");

    @Test
    void push_reachesItsAudienceAndNobodyElse() {
        String room = host.startRoomIn(area);
        String other = host.startRoomIn("elsewhere");
        try (LongConnection a = LongConnection.in(ann, room);
                LongConnection b = LongConnection.in(bob, other)) {
            for (String topic : List.of("user:" + ann.uid(), "device:" + device, "room:" + room, "area:" + area)) {
                String id = push(topic, 60_000);

                await().atMost(LongConnection.PATIENCE)
                        .untilAsserted(() -> assertThat(a.ids(topic)).contains(id));
                assertThat(b.batches(topic)).isEmpty();
            }
            String toAll = push("all", 60_000);
            for (LongConnection one : List.of(a, b)) {
                await().atMost(LongConnection.PATIENCE)
                        .untilAsserted(() -> assertThat(one.ids("all")).contains(toAll));
            }
        }
    }

    @Test
    void push_toAUser_isSentAgainAndWaitsForTheNextConnectUntilItIsAcknowledged() {
        String topic = "user:" + ann.uid();
        String missed = push(topic, 600_000);
        push(topic, 1);
        try (LongConnection first = LongConnection.in(ann, null)) {
            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(first.ids(topic)).hasSizeGreaterThan(1).containsOnly(missed));
        }
        String second = push(topic, 600_000);
        try (LongConnection again = LongConnection.in(ann, null)) {
            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() -> assertThat(again.ids(topic)).startsWith(missed, second));
            again.acknowledge(topic);
        }
        String third = push(topic, 600_000);
        try (LongConnection last = LongConnection.in(ann, null);
                LongConnection otherDevice = LongConnection.in(ann.on(device + "x"), null)) {
            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() -> assertThat(last.ids(topic)).startsWith(third));
            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() -> assertThat(otherDevice.ids(topic)).startsWith(missed, second, third));
        }
    }

    private String push(String to, long ttlMs) {
        return service.post(
                        "/v1/push",
                        "{\"to\":\"%s\",\"type\":\"system\",\"ttlMs\":%d,\"body\":{\"event\":\"invite\"}}"
                                .formatted(to, ttlMs))
                .expect(202)
                .field("id");
    }
}
