package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;

/** A finished stream, read by stream time. */
class ReplayIT {

    private static final int COMMENTS = 120;
    private static ReplayedRoom stream = new ReplayedRoom("none", Person.ANONYMOUS, List.of());

    @BeforeAll
    static void aStreamEnds() {
        stream = ReplayedRoom.ended(COMMENTS);
    }

    @Test
    void messages_wholeStream_areThoseThatWereLive() {
        Answer page = stream.page("?limit=500").expect(200);

        assertThat(page.messages()).containsExactlyInAnyOrderElementsOf(stream.live());
        assertThat(page.messages())
                .isSortedAccordingTo((one, other) ->
                        Long.compare(one.get("at").longValue(), other.get("at").longValue()));
        assertThat(page.field("room")).isEqualTo(stream.room());
        assertThat(page.json().get("next").isNull()).isTrue();
        JsonNode room = Person.ANONYMOUS.get("/v1/rooms/" + stream.room()).json();
        assertThat(page.json().get("durationMs").longValue())
                .isGreaterThanOrEqualTo(
                        room.get("endedAt").longValue() - room.get("startedAt").longValue());
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "120", "123", "500"})
    void messages_pageByPage_areComplete(int limit) {
        assertThat(stream.all("?limit=" + limit))
                .isEqualTo(stream.page("?limit=500").messages());
        assertThat(stream.all("?types=comment&limit=" + limit))
                .isEqualTo(stream.page("?limit=500&types=comment").messages())
                .hasSize(COMMENTS);
    }

    @Test
    void messages_stretchOfTime_includesItsStartAndNotItsEnd() {
        List<JsonNode> all = stream.page("?limit=500").messages();
        long from = all.get(20).get("at").longValue();
        long to = all.get(90).get("at").longValue();
        List<JsonNode> expected = all.stream()
                .filter(message -> message.get("at").longValue() >= from
                        && message.get("at").longValue() < to)
                .toList();

        assertThat(stream.all("?limit=9&from=" + from + "&to=" + to)).isEqualTo(expected);
        assertThat(stream.all("?offsetMs=60000&from=" + (from + 60_000) + "&to=" + (to + 60_000)))
                .isEqualTo(expected);
        assertThat(stream.all("?from=" + to + "&to=" + to)).isEmpty();
        assertThat(stream.all("?from=999999999")).isEmpty();
        assertThat(stream.all("?to=0")).isEmpty();
    }

    @Test
    void density_anyBucket_addsUpToTheWholeStream() {
        long duration = stream.page("?limit=1").json().get("durationMs").longValue();
        for (long bucket : new long[] {100, 1_000, 1_700, 3_600_000}) {
            JsonNode density = Person.ANONYMOUS
                    .get(stream.path("/density?bucketMs=" + bucket))
                    .expect(200)
                    .json();
            assertThat(sum(density, "count")).isEqualTo(stream.live().size());
            assertThat(density.get(0).get("at").longValue()).isZero();
            assertThat(density).hasSize((int) ((duration + bucket - 1) / bucket));
        }
        JsonNode points = Person.ANONYMOUS
                .get(stream.path("/density?bucketMs=500&format=points&types=comment"))
                .expect(200)
                .json();
        assertThat(sum(points, "value")).isEqualTo(COMMENTS);
        assertThat(points.get(1).get("time").doubleValue()).isEqualTo(0.5);
        assertThat(Person.ANONYMOUS.get(stream.path("/density")).expect(200).json())
                .isNotEmpty();
    }

    @Test
    void xml_comments_haveTheirTimesLooksAndTexts() throws Exception {
        Answer answer =
                Person.ANONYMOUS.get("/v1/replays/" + stream.room() + ".xml").expect(200);
        NodeList comments = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.bytes()))
                .getElementsByTagName("d");

        assertThat(answer.header("Content-Type")).startsWith("application/xml");
        List<JsonNode> expected = stream.page("?limit=500&types=comment").messages();
        assertThat(comments.getLength()).isEqualTo(expected.size());
        for (int i = 0; i < comments.getLength(); i++) {
            Element comment = (Element) comments.item(i);
            JsonNode message = expected.get(i);
            String[] p = comment.getAttribute("p").split(",");
            JsonNode body = message.get("body");
            assertThat(Math.round(Double.parseDouble(p[0]) * 1_000))
                    .isEqualTo(message.get("at").longValue());
            assertThat(p[1])
                    .isEqualTo(
                            switch (body.get("mode").stringValue()) {
                                case "top" -> "5";
                                case "bottom" -> "4";
                                default -> "1";
                            });
            assertThat(p[2]).isEqualTo("25");
            assertThat(Integer.parseInt(p[3])).isEqualTo(body.get("color").intValue());
            assertThat(Long.parseLong(p[4])).isEqualTo(message.get("sentAt").longValue() / 1_000);
            assertThat(p[6]).isEqualTo(message.get("from").get("uid").stringValue());
            assertThat(p[7]).isEqualTo(message.get("id").stringValue());
            assertThat(comment.getTextContent()).isEqualTo(body.get("text").stringValue());
        }
    }

    @Test
    void dplayer_comments_areEscapedAndEvenlyTakenWhenThereAreMore() {
        JsonNode all = Person.ANONYMOUS
                .get("/v1/replays/dplayer/v3/?id=" + stream.room() + "&max=50000")
                .expect(200)
                .json();
        assertThat(all.get("code").intValue()).isZero();
        assertThat(all.get("data")).hasSize(COMMENTS);
        JsonNode first = all.get("data").get(0);
        JsonNode message = stream.page("?limit=1&types=comment").messages().get(0);
        assertThat(first.get(0).doubleValue()).isEqualTo(message.get("at").longValue() / 1e3);
        assertThat(first.get(4).stringValue())
                .isEqualTo("&lt;b&gt;0&lt;/b&gt; &amp; 你好 &quot;👩‍👩‍👧&quot; &#39;x&#39;");
        assertThat(all.get("data").get(1).get(1).intValue()).isEqualTo(1);
        assertThat(all.get("data").get(2).get(1).intValue()).isEqualTo(2);

        JsonNode some = Person.ANONYMOUS
                .get("/v1/replays/dplayer/v3/?id=" + stream.room() + "&max=10&offsetMs=5000")
                .expect(200)
                .json();
        assertThat(some.get("data")).hasSize(10);
        assertThat(some.get("data").get(9).get(4).stringValue()).contains("b&gt;108&lt;");
        assertThat(some.get("data").get(0).get(0).doubleValue()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void answers_anyOfThem_canBeKeptAndAreNotSentAgain() throws IOException {
        for (String path : List.of(
                stream.path("/messages?limit=500"),
                stream.path("/density?bucketMs=10"),
                "/v1/replays/" + stream.room() + ".xml",
                "/v1/replays/dplayer/v3/?id=" + stream.room())) {
            Answer plain = Person.ANONYMOUS.get(path).expect(200);
            assertThat(plain.header("Cache-Control")).contains("max-age=300", "public");
            assertThat(plain.header("Vary")).contains("Accept-Encoding");
            assertThat(plain.header("ETag")).startsWith("W/");
            Answer zipped =
                    Person.ANONYMOUS.get(path, "Accept-Encoding", "gzip").expect(200);
            assertThat(zipped.header("Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.bytes())).readAllBytes())
                    .isEqualTo(plain.bytes());
            assertThat(Person.ANONYMOUS
                            .get(path, "If-None-Match", plain.header("ETag"))
                            .expect(304)
                            .bytes())
                    .isEmpty();
        }
    }

    @Test
    void delete_messageOfAFinishedStream_isGoneFromEveryFormat() {
        ReplayedRoom own = ReplayedRoom.ended(4);
        String path = own.path("/messages/" + own.page("?types=comment").ids().get(1));
        String before = own.page("").header("ETag");
        Person.ANONYMOUS.delete(path).expectProblem(401, "no token");
        Person.with().delete(path).expectProblem(403, "moderator");
        own.host().delete(path).expect(202);
        own.host().delete(path).expectProblem(404, "no message");

        await().atMost(Watching.PATIENCE)
                .until(() -> own.page("").messages().size() == own.live().size() - 1);
        assertThat(own.page("?types=comment").messages()).hasSize(3);
        assertThat(own.page("").header("ETag")).isNotEqualTo(before);
        String xml = new String(
                Person.ANONYMOUS.get("/v1/replays/" + own.room() + ".xml").bytes(), UTF_8);
        assertThat(xml).contains("&lt;b&gt;0").doesNotContain("&lt;b&gt;1");
        assertThat(sum(Person.ANONYMOUS.get(own.path("/density?bucketMs=1000")).json(), "count"))
                .isEqualTo(own.live().size() - 1);
    }

    @Test
    void question_aboutAStreamThatCannotBeReplayed_isAnsweredClearly() {
        String live = stream.host().startRoom();
        for (String rest : List.of("/messages", "/density", ".xml")) {
            Person.ANONYMOUS.get("/v1/replays/nobody" + rest).expectProblem(404, "'nobody'", "expected");
            Person.ANONYMOUS.get("/v1/replays/" + live + rest).expectProblem(409, live, "is live", "expected: ended");
        }
        Person.ANONYMOUS.get("/v1/replays/dplayer/v3/?id=nobody").expectProblem(404, "'nobody'", "expected");
        Person.ANONYMOUS.get("/v1/replays/dplayer/v3/").expectProblem(400, "id: missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /messages?limit=0        | limit: 0         | expected: 1-500
            /messages?limit=501      | limit: 501       | expected: 1-500
            /messages?limit=x        | limit: x         | expected: 1-500
            /messages?from=now       | from: now        | expected
            /messages?from=9&to=8    | to: 8            | expected
            /messages?types=dance    | 'dance'          | expected: one of
            /messages?after=x        | after: 'x'       | expected: the next
            /messages?offsetMs=x     | offsetMs: x      | expected
            /density?bucketMs=0      | bucketMs: 0      | expected
            /density?format=csv      | format: 'csv'    | expected: points
            .xml?offsetMs=never      | offsetMs: never  | expected
            """)
    void question_thatIsWrong_is400(String rest, String value, String expected) {
        Person.ANONYMOUS.get(stream.path(rest)).expectProblem(400, value, expected);
    }

    @Test
    void switch_off_is503AndOnAgain() {
        Person ops = Person.with("ops");
        String path = "/v1/ops/switches/replay";
        ops.put(path, "{\"value\":false,\"reason\":\"test\",\"forMs\":60000}").expect(200);
        try {
            await().atMost(Watching.PATIENCE).until(() -> stream.page("").status() == 503);
            Answer answer = stream.page("");
            answer.expectProblem(503, "replays are switched off");
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } finally {
            ops.put(path, "{\"value\":true,\"reason\":\"test\"}").expect(200);
        }
        await().atMost(Watching.PATIENCE).until(() -> stream.page("").status() == 200);
    }

    private static long sum(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToLong(row -> row.get(field).longValue())
                .sum();
    }
}
