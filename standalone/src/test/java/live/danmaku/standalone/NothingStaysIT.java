package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Rooms that have lived leave nothing behind but their archive. The system property {@code danmaku.test.rooms} says how
 * many there are.
 */
class NothingStaysIT {

    private static final int ROOMS = Integer.getInteger("danmaku.test.rooms", 60);
    private static final int WARM_UP = 40;
    private static final int AT_ONCE = 8;

    /** Ids are remembered for an hour, and a minute is the least step of some ends. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(62);

    /** What processors and caches keep of a room for an hour. */
    private static final long BYTES_A_ROOM = 6_000;

    private static final long NOISE = 12_000_000;

    @Test
    void roomsThatHaveLived_leaveRedisHeapThreadsAndFilesAsTheyWere() throws Exception {
        try (StandaloneServer server = StandaloneServer.fresh()
                .with("DANMAKU_END_GRACE", "1s")
                .with("DANMAKU_END_REPAIR", "1s")
                .with("DANMAKU_ARCHIVE_PERIOD", "500ms")
                .with("DANMAKU_ARCHIVE_KEEP_LIVE", "0s")
                .with("DANMAKU_ARCHIVE_REMEMBER", "2s")
                .with("DANMAKU_USER_PER_SECOND", "100000")
                .with("DANMAKU_USER_BURST", "100000")) {
            server.start();
            HttpCalls calls = new HttpCalls(server.baseUrl());
            String host = calls.token("host", "service");
            String viewer = calls.token("viewer");
            live(server, calls, host, viewer, "warm", WARM_UP);
            Footprint before = Footprint.of(server);

            live(server, calls, host, viewer, "room", ROOMS);

            Footprint after = Footprint.of(server);
            assertThat(after.endless()).as("keys without an end").isEqualTo(before.endless());
            assertThat(after.longestLife()).isLessThan(LONGEST_LIFE);
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 5);
            assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 20);
            assertThat(after.heap())
                    .as("bytes of live objects, after %d", before.heap())
                    .isLessThan(before.heap() + NOISE + BYTES_A_ROOM * ROOMS);
        }
    }

    private static void live(
            StandaloneServer server, HttpCalls calls, String host, String viewer, String name, int rooms)
            throws Exception {
        ExecutorService lives = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int n = 0; n < rooms; n++) {
                String room = name + n;
                all.add(lives.submit(() -> {
                    live(calls, host, viewer, room);
                    return room;
                }));
            }
            for (Future<?> one : all) {
                one.get(10, TimeUnit.MINUTES);
            }
        } finally {
            lives.shutdownNow();
        }
        // The last state of a room, then what Redis has of it: that goes a little later.
        for (int n = 0; n < rooms; n++) {
            String room = name + n;
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(IOException.class)
                    .until(() -> calls.get("/v1/rooms/" + room).body().contains("\"ended\""));
        }
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(Footprint.of(server).endless().keySet())
                        .noneMatch(key -> key.contains("room:" + name)));
    }

    private static void live(HttpCalls calls, String host, String viewer, String room) throws Exception {
        String path = "/v1/rooms/" + room;
        done(() -> calls.post("/v1/rooms", host, "{\"title\":\"Lived\",\"room\":\"%s\"}".formatted(room)));
        done(() -> calls.post(path + "/viewers", viewer, ""));
        for (String message : List.of(
                "{\"type\":\"comment\",\"body\":{\"text\":\"hello\"}}",
                "{\"type\":\"like\",\"body\":{\"count\":3}}",
                "{\"type\":\"gift\",\"body\":{\"gift\":\"rose\"}}")) {
            done(() -> calls.post(path + "/messages", viewer, message));
        }
        String status = "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":1}}";
        done(() -> calls.post(path + "/messages", host, status));
        done(() -> calls.get(path + "/messages?after=start", viewer));
        done(() -> calls.post(path + "/end", host, ""));
    }

    /**
     * Repeats a call while the answer is that it may be repeated; 409 is the answer to what the try before has done.
     */
    private static void done(Callable<HttpResponse<String>> call) {
        await().atMost(Duration.ofMinutes(2)).ignoreException(IOException.class).untilAsserted(() -> {
            HttpResponse<String> answer = call.call();
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 202, 409);
        });
    }
}
