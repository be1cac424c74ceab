package live.danmaku.standalone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.Recordings;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stream that was live among faults is replayed as it was, whichever tier answers. */
class ReplayTiersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MESSAGES = 1_500;
    private static final String ROOM = "debut";

    private static final EmbeddedRedis live = TestEngines.ownRedis();
    private static final EmbeddedRedis slices = TestEngines.ownRedis();
    private static final EmbeddedMySql mysql = TestEngines.ownMySql();
    private static final StandaloneServer main = StandaloneServer.fresh();
    private static final StandaloneServer first = StandaloneServer.fresh();
    private static final StandaloneServer second = StandaloneServer.fresh();
    private static final StandaloneServer third = StandaloneServer.fresh();

    private static List<String> texts = List.of();

    @BeforeAll
    static void start() throws IOException {
        texts = texts();
        onOurEngines(main).with("DANMAKU_ROLES", "frontend,processor,routing").start();
        playback(first).launch();
        first.awaitReady();
    }

    private static StandaloneServer playback(StandaloneServer server) {
        main.engines().forEach(server::with);
        return onOurEngines(server)
                .with("DANMAKU_ROLES", "playback")
                .with("DANMAKU_PLAYBACK_REDIS_URI", slices.address())
                .with("DANMAKU_PLAYBACK_SLICE", "1s")
                .with("DANMAKU_ARCHIVE_PERIOD", "200ms")
                .with("DANMAKU_ARCHIVE_LEASE", "3s");
    }

    private static StandaloneServer onOurEngines(StandaloneServer server) {
        return server.with("DANMAKU_REDIS_URI", live.address())
                .with("DANMAKU_MYSQL_URL", mysql.address())
                .with("DANMAKU_MYSQL_USER", mysql.user())
                .with("DANMAKU_MYSQL_PASSWORD", mysql.password())
                .with("DANMAKU_DEV_TOKENS", "true");
    }

    @AfterAll
    static void stop() {
        for (StandaloneServer server : List.of(third, second, first, main)) {
            server.killTree();
            server.close();
        }
        mysql.close();
        slices.close();
        live.close();
    }

    @Test
    void recording_fedLiveAmongFaults_isReplayedOnceAndAsItWasLive_fromEachTier() throws Exception {
        HttpCalls calls = new HttpCalls(main.baseUrl());
        String token = calls.token("host", "service");
        calls.post("/v1/rooms", token, "{\"title\":\"Debut\",\"room\":\"%s\"}".formatted(ROOM));

        List<JsonNode> expected;
        try (LiveFeed feed = new LiveFeed(calls, ROOM, token, texts)) {
            finish(feed.sendUntil(MESSAGES / 3));
            // In mid-archive: some are there, and more come while nobody archives.
            List<Future<?>> sending = feed.sendUntil(MESSAGES);
            await().atMost(PATIENCE).until(() -> counted(first, "danmaku_archive_messages_total") > 100);
            first.killTree();
            playback(second).launch();
            finish(sending);
            // Some are empty, and refused.
            assertThat(feed.accepted()).hasSizeGreaterThan(MESSAGES - 10);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            calls.ids(ROOM, "comment").size() == feed.accepted().size());
            expected = calls.messages(ROOM, "comment");
            assertThat(expected.stream()
                            .collect(toMap(
                                    message -> message.get("id").stringValue(),
                                    message -> message.at("/body/text").stringValue())))
                    .isEqualTo(feed.accepted());
            second.awaitReady();
        }

        assertThat(calls.post("/v1/rooms/" + ROOM + "/end", token, "").statusCode())
                .isEqualTo(202);
        mysql.kill();
        live.restart();
        await().atMost(PATIENCE).until(() -> counted(second, "danmaku_archive_failures_total") > 0);
        mysql.restart();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> calls.get("/v1/rooms/" + ROOM).body().contains("\"ended\""));

        expected.sort(Comparator.comparingLong(message -> message.get("at").longValue()));
        assertThat(replayed(second, 500)).isEqualTo(expected);
        assertThat(tier(second, "mysql")).isPositive();
        assertThat(tier(second, "redis")).isZero();

        double readSoFar = tier(second, "mysql");
        assertThat(replayed(second, 499)).isEqualTo(expected);
        assertThat(tier(second, "mysql")).as("read again from memory").isEqualTo(readSoFar);

        playback(third).launch();
        third.awaitReady();
        live.kill();
        assertThat(replayed(third, 500)).isEqualTo(expected);
        assertThat(tier(third, "redis")).isEqualTo(readSoFar);
        assertThat(tier(third, "mysql")).isZero();
        assertThat(replayed(second, 498)).isEqualTo(expected);
    }

    /** The recording's texts from its start on. */
    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Recordings.named("asoul-2020-12-11-debut"))), UTF_8))) {
            for (String line = lines.readLine(); texts.size() < MESSAGES; line = lines.readLine()) {
                JsonNode message = JsonMapper.shared().readTree(line);
                if (message.get("t").longValue() >= 0) {
                    texts.add(message.get("text").stringValue());
                }
            }
        }
        return texts;
    }

    private static void finish(List<Future<?>> sending) throws Exception {
        for (Future<?> sender : sending) {
            sender.get(120, TimeUnit.SECONDS);
        }
    }

    /** All comments, page by page. */
    private static List<JsonNode> replayed(StandaloneServer server, int limit) throws Exception {
        HttpCalls calls = new HttpCalls(server.baseUrl());
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            String answer = calls.get("/v1/replays/%s/messages?types=comment&limit=%d%s".formatted(ROOM, limit, after))
                    .body();
            JsonNode page = JsonMapper.shared().readTree(answer);
            assertThat(page.path("messages").isArray()).as(answer).isTrue();
            page.get("messages").forEach(all::add);
            after = page.get("next").isNull()
                    ? ""
                    : "&after=" + page.get("next").stringValue();
        } while (!after.isEmpty());
        return all;
    }

    private static double tier(StandaloneServer server, String tier) throws Exception {
        return counted(server, "danmaku_replay_slices_total{tier=\"%s\"}".formatted(tier));
    }

    /** What a counter has, 0 when it is not there yet. */
    private static double counted(StandaloneServer server, String counter) throws Exception {
        return new HttpCalls(server.baseUrl())
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(counter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
