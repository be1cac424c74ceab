package live.danmaku.standalone.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Clients that nobody here wrote: they come as they are and are told all that is sent, once and in the room's order. */
class RealClientsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ROUNDS = 12;
    private static final List<String> TEXTS = List.of(
            "hello",
            "你好，世界",
            "👍🏽 well played",
            "\"quoted\" \\ and <b>bold</b>",
            "a long one ".repeat(8).strip());
    private static final List<String> GIFTS = List.of("rose", "heart");

    private final StandaloneServer server = StandaloneServer.shared();
    private final HttpCalls calls = new HttpCalls(server.baseUrl());
    private final String room = Long.toString(ThreadLocalRandom.current().nextLong(1_000, 1_000_000_000));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bilibili-live-ws-brotli",
                "bilibili-live-ws-zlib",
                "bilibili-live-ws-tcp",
                "tiny-bilibili-ws-tcp",
                "bilibili-live-danmaku"
            })
    void aRecording_reachesAClientOnNodeWhole(String name) throws Exception {
        aRecordingReachesWhole(() -> NodeListener.join(server, name, room));
    }

    @Test
    void aRecording_reachesAClientInJavaWhole() throws Exception {
        aRecordingReachesWhole(() -> JavaListener.join(server, room));
    }

    private void aRecordingReachesWhole(Supplier<Listener> joining) throws Exception {
        String service = calls.token("recording", "service");
        assertThat(calls.post("/v1/rooms", service, "{\"title\":\"Recorded\",\"room\":\"%s\"}".formatted(room))
                        .statusCode())
                .isEqualTo(201);

        try (Listener listener = joining.get()) {
            play(service);

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(listener.comments()).hasSizeGreaterThanOrEqualTo(ROUNDS * TEXTS.size());
                assertThat(listener.gifts()).hasSizeGreaterThanOrEqualTo(ROUNDS * GIFTS.size());
            });
            listener.leave();
            assertThat(listener.comments()).isEqualTo(polledComments());
            assertThat(listener.gifts()).isEqualTo(polledGifts());
        }
    }

    /** Several send at once, so that batches hold more than one message. */
    private void play(String service) throws Exception {
        List<String> messages = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String text : TEXTS) {
                messages.add(message("comment", Map.of("text", text + " " + round), round));
            }
            for (String gift : GIFTS) {
                messages.add(message("gift", Map.of("gift", gift, "count", 1 + round), round));
            }
        }
        ExecutorService senders = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (String message : messages) {
                statuses.add(senders.submit(() -> send(service, message)));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(202);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private int send(String service, String message) throws IOException, InterruptedException {
        return calls.post("/v1/rooms/%s/messages".formatted(room), service, message)
                .statusCode();
    }

    private static String message(String type, Map<String, Object> body, int user) {
        Map<String, String> from = Map.of("uid", Integer.toString(100 + user), "name", "观众 " + user);
        return JsonMapper.shared().writeValueAsString(Map.of("type", type, "body", body, "from", from));
    }

    private List<String> polledComments() throws IOException, InterruptedException {
        List<String> polled = calls.messages(room, "comment").stream()
                .map(message -> "%s: %s"
                        .formatted(
                                message.at("/from/name").stringValue(),
                                message.at("/body/text").stringValue()))
                .toList();
        assertThat(polled).hasSize(ROUNDS * TEXTS.size()).doesNotHaveDuplicates();
        return polled;
    }

    private List<String> polledGifts() throws IOException, InterruptedException {
        List<String> polled = calls.messages(room, "gift").stream()
                .map(message -> "%s: %d %s"
                        .formatted(
                                message.at("/from/name").stringValue(),
                                message.at("/body/count").intValue(),
                                message.at("/body/gift").stringValue()))
                .toList();
        assertThat(polled).hasSize(ROUNDS * GIFTS.size()).doesNotHaveDuplicates();
        return polled;
    }
}
