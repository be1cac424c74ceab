package live.danmaku.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.mysql.MySqlArchive;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.mysql.MySqlSettings;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Digest;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * MySQL stops at the end of a stream and stays away: live traffic goes on as it was, and the archive is complete when it is back.
 *
 * <p>It stays away for as long as the system property {@code danmaku.test.mysqlAwaySeconds} says, 5 s by default so that tests do not
 * take long: {@code mvn verify -pl standalone -Dit.test=MySqlAwayAtTheEndIT -Ddanmaku.test.mysqlAwaySeconds=60}.
 */
@Tag("alone")
class MySqlAwayAtTheEndIT {

    private static final Logger log = LoggerFactory.getLogger(MySqlAwayAtTheEndIT.class);
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("danmaku.test.mysqlAwaySeconds", 5));
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Clients poll every two seconds: a poll that takes less delays none of them. */
    private static final Duration SLOWEST_POLL = Duration.ofMillis(1_500);

    /** What a stream still keeps live when all of it is archived. */
    private static final int KEPT = 100;

    private static final EmbeddedMySql mysql = TestEngines.ownMySql();
    private static final StandaloneServer main = StandaloneServer.fresh();
    private static final StandaloneServer other = StandaloneServer.fresh();

    @BeforeAll
    static void start() {
        on(main).start();
        main.engines().forEach(other::with);
        on(other).with("DANMAKU_ROLES", "frontend").start();
    }

    private static StandaloneServer on(StandaloneServer server) {
        return server.with("DANMAKU_MYSQL_URL", mysql.address())
                .with("DANMAKU_MYSQL_USER", mysql.user())
                .with("DANMAKU_MYSQL_PASSWORD", mysql.password())
                .with("DANMAKU_DEV_TOKENS", "true")
                .with("DANMAKU_KEEP_MESSAGES", Integer.toString(KEPT))
                .with("DANMAKU_KEEP_FOR", "0s")
                .with("DANMAKU_END_GRACE", "5s")
                .with("DANMAKU_ARCHIVE_PERIOD", "200ms");
    }

    @AfterAll
    static void stop() {
        for (StandaloneServer server : List.of(other, main)) {
            server.killTree();
            server.close();
        }
        mysql.close();
    }

    /** One stream ends just before MySQL stops, which the other front end cannot learn; the end of another one is asked for meanwhile. */
    @Test
    void mySqlStopsAtTheEnd_livePollsGoOn_nothingIsTrimmed_andTheArchivesAreCompleteOnce() throws Exception {
        HttpCalls calls = new HttpCalls(main.baseUrl());
        List<HttpCalls> frontEnds = List.of(calls, new HttpCalls(other.baseUrl()));
        String token = calls.token("host", "service");
        try (TalkingRoom before = new TalkingRoom("before", token, frontEnds);
                TalkingRoom meanwhile = new TalkingRoom("meanwhile", token, frontEnds)) {
            for (TalkingRoom room : List.of(before, meanwhile)) {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> room.seenIds().size() > 5 * KEPT && trimmed(calls, room));
            }
            Set<String> acceptedBefore = meanwhile.accepted();

            assertThat(before.end().statusCode()).isEqualTo(202);
            long stopped = System.nanoTime();
            mysql.kill();
            Set<String> rest = new HashSet<>();
            await().pollInSameThread()
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(AWAY.plus(PATIENCE))
                    .until(() -> {
                        HttpResponse<String> refused = meanwhile.end();
                        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                        return since(stopped).compareTo(AWAY) > 0;
                    });
            rest.addAll(meanwhile.accepted());
            rest.removeAll(acceptedBefore);
            assertThat(rest).hasSizeGreaterThan(2 * KEPT);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(liveIds(meanwhile))
                            .as("kept live, since it is nowhere else")
                            .containsAll(rest));
            long back = System.nanoTime();
            mysql.restart();
            long answers = System.nanoTime();

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> meanwhile.end().statusCode() == 202);
            Duration accepted = since(answers);
            await().atMost(PATIENCE).until(() -> before.state().equals("ended"));
            Duration firstEnded = since(answers);
            await().atMost(PATIENCE).until(() -> meanwhile.state().equals("ended"));
            Duration secondEnded = since(answers);

            List<Duration> healthy = polls(List.of(before, meanwhile), 0, stopped);
            List<Duration> away = polls(List.of(before, meanwhile), stopped, back);
            log.info(
                    "MySQL away for {} ms. Polls before: {}; meanwhile: {}. After its return an end was accepted within {} ms,"
                            + " streams were ended after {} and {} ms",
                    Duration.ofNanos(back - stopped).toMillis(),
                    text(healthy),
                    text(away),
                    accepted.toMillis(),
                    firstEnded.toMillis(),
                    secondEnded.toMillis());
            assertThat(away.get(away.size() - 1)).isLessThan(SLOWEST_POLL);
            for (TalkingRoom room : List.of(before, meanwhile)) {
                room.fallSilent();
                assertThat(room.troubles()).isEmpty();
                assertComplete(calls, room);
            }
        }
    }

    /** Every accepted message once, in the order in which it was live; in MySQL by count and checksum what the log has. */
    private static void assertComplete(HttpCalls calls, TalkingRoom room) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(room.seenIds()).containsAll(room.accepted()));
        List<JsonNode> expected = new ArrayList<>(room.seen());
        assertThat(room.seenIds()).doesNotHaveDuplicates();
        assertThat(room.sent()).containsAll(room.seenIds());
        expected.sort(Comparator.comparingLong(message -> message.get("at").longValue()));
        assertThat(replayed(calls, room.name)).isEqualTo(expected);

        RoomId id = new RoomId(room.name);
        MySqlSettings settings = new MySqlSettings(mysql.address(), mysql.user(), mysql.password(), 2);
        try (RedisLink redis = new RedisLink(main.redisUri(), Duration.ofSeconds(5));
                MySqlLink link = new MySqlLink(settings)) {
            MySqlArchive archive = new MySqlArchive(link);
            Map<MessageType, Long> from = new EnumMap<>(MessageType.class);
            Map<MessageType, Digest> held = new EnumMap<>(MessageType.class);
            RedisTimeline timeline = new RedisTimeline(redis, TimelineLimits.DEFAULT);
            for (StoredMessage stored : log(timeline, Topic.room(id))) {
                ArchivedMessage message = ArchivedMessage.of(stored);
                from.putIfAbsent(message.type(), message.place());
                held.merge(message.type(), Digest.NONE.plus(message), Digest::plus);
            }
            assertThat(held.get(MessageType.COMMENT)).isNotNull();
            assertThat(get(archive.stored(id, from))).as("what is still live").isEqualTo(held);
            Digest comments = get(archive.taken(id)).getOrDefault(MessageType.COMMENT, Digest.NONE);
            assertThat(comments.count()).isEqualTo(expected.size());
            assertThat(get(archive.stored(id, Map.of(MessageType.COMMENT, 0L))))
                    .isEqualTo(Map.of(MessageType.COMMENT, comments));
        }
    }

    private static List<StoredMessage> log(RedisTimeline timeline, Topic topic) {
        List<StoredMessage> all = new ArrayList<>();
        ReadFrom from = new ReadFrom.Start();
        while (true) {
            ReadResult.Page page = (ReadResult.Page)
                    get(timeline.read(new ReadRequest(topic, from, EnumSet.allOf(MessageType.class), 500)));
            all.addAll(page.messages());
            if (!page.more()) {
                return all;
            }
            from = new ReadFrom.After(page.cursor());
        }
    }

    /** Whether the room's log was trimmed, as it is while it is archived. */
    private static boolean trimmed(HttpCalls calls, TalkingRoom room) throws Exception {
        return !calls.ids(room.name, "comment").contains("m0");
    }

    private static List<String> liveIds(TalkingRoom room) throws Exception {
        return new HttpCalls(main.baseUrl()).ids(room.name, "comment");
    }

    private static List<JsonNode> replayed(HttpCalls calls, String room) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            String answer = calls.get("/v1/replays/%s/messages?types=comment&limit=500%s".formatted(room, after))
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

    /** How long polls took that were under way between two times, shortest first. */
    private static List<Duration> polls(List<TalkingRoom> rooms, long from, long to) {
        return rooms.stream()
                .flatMap(room -> room.polls().stream())
                .filter(poll -> poll.at() + poll.nanos() >= from && poll.at() <= to)
                .map(poll -> Duration.ofNanos(poll.nanos()))
                .sorted()
                .toList();
    }

    private static String text(List<Duration> sorted) {
        return "%d, p50 %d ms, p99 %d ms, most %d ms"
                .formatted(
                        sorted.size(),
                        sorted.get(sorted.size() / 2).toMillis(),
                        sorted.get(sorted.size() * 99 / 100).toMillis(),
                        sorted.get(sorted.size() - 1).toMillis());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
