package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was answered 202 survives everything that can happen to one machine's processes. */
class KillIT {

    private static final String ROOM = "killed";
    private static final int SENDERS = 8;

    private final AtomicInteger nextNumber = new AtomicInteger();
    private final Set<String> accepted = Collections.synchronizedSet(new HashSet<>());
    private final Set<String> acceptedGifts = Collections.synchronizedSet(new HashSet<>());

    @Test
    void killNineOfTheWholeTreeAmidAFeed_keepsEveryAcceptedMessageOnce() throws Exception {
        try (StandaloneServer server = StandaloneServer.fresh()) {
            server.start();
            HttpCalls calls = new HttpCalls(server.baseUrl());
            String token = calls.token("feeder", "service");
            calls.post("/v1/rooms", token, "{\"title\":\"Killed\",\"room\":\"%s\"}".formatted(ROOM));

            ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
            List<Future<?>> feeds = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                feeds.add(senders.submit(() -> feedUntilItBreaks(calls, token)));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() > 1_000);
            List<ProcessHandle> tree = server.tree();
            server.killTree();
            for (Future<?> feed : feeds) {
                feed.get(60, TimeUnit.SECONDS);
            }
            senders.shutdown();
            await().atMost(Duration.ofSeconds(10)).until(() -> tree.stream().noneMatch(StandaloneServer::runs));
            Set<String> acceptedBefore = Set.copyOf(accepted);

            server.start();
            for (int i = 0; i < 200; i++) {
                send(calls, token);
            }

            assertThat(accepted).hasSize(acceptedBefore.size() + 200);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(calls.ids(ROOM, "comment")).containsAll(accepted));
            assertThat(calls.ids(ROOM, "comment")).doesNotHaveDuplicates();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(lastGift(calls).path("final").asBoolean(false))
                                    .as("the last combo has ended")
                                    .isTrue());
            List<String> gifts = calls.ids(ROOM, "gift");
            assertThat(gifts).doesNotHaveDuplicates().hasSizeLessThan(acceptedGifts.size() / 2);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(
                                    calls.get("/v1/rooms/" + ROOM + "/ranking").body())
                            .as("one ledger row a gift, and each of them counted in a message")
                            .isEqualTo("[{\"uid\":\"feeder\",\"name\":\"feeder\",\"value\":%d}]"
                                    .formatted(giftsShown(calls))));
            assertThat(giftsShown(calls)).isGreaterThanOrEqualTo(acceptedGifts.size());
            for (String gift : acceptedGifts) {
                assertThat(calls.get("/v1/gifts/" + gift, token).body()).contains("\"state\":\"done\"");
            }
        }
    }

    private static JsonNode lastGift(HttpCalls calls) throws IOException, InterruptedException {
        List<JsonNode> gifts = calls.messages(ROOM, "gift");
        return gifts.get(gifts.size() - 1).get("body");
    }

    private static long giftsShown(HttpCalls calls) throws IOException, InterruptedException {
        return calls.messages(ROOM, "gift").stream()
                .mapToLong(gift -> gift.get("body").get("count").longValue())
                .sum();
    }

    private void feedUntilItBreaks(HttpCalls calls, String token) {
        try {
            while (true) {
                send(calls, token);
            }
        } catch (IOException e) {
            // The server is gone: what this call's message became is unknown, and it is not counted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpCalls calls, String token) throws IOException, InterruptedException {
        String id = "k" + nextNumber.incrementAndGet();
        String body = "{\"type\":\"comment\",\"id\":\"%s\",\"body\":{\"text\":\"number %s\"}}".formatted(id, id);
        if (calls.post("/v1/rooms/" + ROOM + "/messages", token, body).statusCode() == 202) {
            accepted.add(id);
        }
        // A rose is worth 1, so a room's ranking adds up to the number of its gifts.
        String gift = "{\"type\":\"gift\",\"id\":\"g%s\",\"body\":{\"gift\":\"rose\"}}".formatted(id);
        if (calls.post("/v1/rooms/" + ROOM + "/messages", token, gift).statusCode() == 202) {
            acceptedGifts.add("g" + id);
        }
    }
}
