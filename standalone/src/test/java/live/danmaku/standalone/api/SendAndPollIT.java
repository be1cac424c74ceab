package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is sent is read: once, in order, by everybody, as the interface says. */
class SendAndPollIT {

    private final Person host = Person.with("host");
    private final Person viewer = Person.with();
    private final Person service = Person.with("service");
    private String room;

    @BeforeEach
    void startRoom() {
        room = host.startRoom();
    }

    @Test
    void send_comment_isAnswered202OfExactlyThisShape() {
        long before = System.currentTimeMillis();
        JsonNode answer = viewer.comment(room, "hi").expect(202).json();

        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("id", "room", "type", "sentAt");
        assertThat(answer.get("id").stringValue()).isNotBlank().hasSizeLessThanOrEqualTo(64);
        assertThat(answer.get("room").stringValue()).isEqualTo(room);
        assertThat(answer.get("type").stringValue()).isEqualTo("comment");
        assertThat(answer.get("sentAt").longValue()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void poll_comment_isOfExactlyThisShape() {
        long startedAt = viewer.get("/v1/rooms/" + room).json().get("startedAt").longValue();
        Answer sent = viewer.send(
                room,
                "{\"type\":\"comment\",\"body\":{\"text\":\"<b>你好</b> \uD83D\uDE00\",\"color\":255,\"mode\":\"top\"}}");
        JsonNode message = Watching.untilVisible(room, sent);

        assertThat(message.propertyNames())
                .containsExactlyInAnyOrder("id", "type", "priority", "room", "from", "sentAt", "at", "body");
        assertThat(message.get("id").stringValue()).isEqualTo(sent.field("id"));
        assertThat(message.get("type").stringValue()).isEqualTo("comment");
        assertThat(message.get("room").stringValue()).isEqualTo(room);
        assertThat(message.get("from"))
                .hasToString("{\"uid\":\"%s\",\"name\":\"Name of %s\"}".formatted(viewer.uid(), viewer.uid()));
        assertThat(message.get("sentAt")).isEqualTo(sent.json().get("sentAt"));
        assertThat(message.get("at").longValue())
                .isEqualTo(message.get("sentAt").longValue() - startedAt)
                .isNotNegative();
        assertThat(message.get("body"))
                .hasToString("{\"text\":\"<b>你好</b> \uD83D\uDE00\",\"color\":255,\"mode\":\"top\"}");
    }

    @Test
    void poll_emptyRoom_hasEveryField() {
        JsonNode page = Person.ANONYMOUS.poll(room, "").expect(200).json();

        assertThat(page.propertyNames())
                .containsExactlyInAnyOrder(
                        "room", "state", "cursor", "messages", "gap", "leftOut", "pollAfterMs", "online");
        assertThat(page.get("room").stringValue()).isEqualTo(room);
        assertThat(page.get("state").stringValue()).isEqualTo("live");
        assertThat(page.get("cursor").stringValue()).isNotBlank();
        assertThat(page.get("messages").isArray()).isTrue();
        assertThat(page.get("messages")).isEmpty();
        assertThat(page.get("gap").isBoolean()).isTrue();
        assertThat(page.get("gap").booleanValue()).isFalse();
        assertThat(page.get("leftOut").isIntegralNumber()).isTrue();
        assertThat(page.get("leftOut").intValue()).isZero();
        assertThat(page.get("pollAfterMs").intValue()).isBetween(1_800, 4_400); // 2 s, jitter, a busy server
        assertThat(page.get("online").isIntegralNumber()).isTrue();
    }

    @Test
    void poll_cursorOfAnEmptyRoom_getsWhatComesFirst() {
        String cursor = Person.ANONYMOUS.poll(room, "").field("cursor");
        String id = viewer.comment(room, "first").expect(202).field("id");

        await().atMost(Watching.PATIENCE)
                .until(() ->
                        Person.ANONYMOUS.poll(room, "?after=" + cursor).ids().equals(List.of(id)));
        assertThat(Person.ANONYMOUS
                        .poll(room, "?after=" + cursor)
                        .json()
                        .get("gap")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void send_sameIdAgain_isAnswered202AndReadOnce() {
        String id = "again-" + UUID.randomUUID();
        String message = "{\"type\":\"comment\",\"id\":\"%s\",\"body\":{\"text\":\"once\"}}".formatted(id);
        for (int i = 0; i < 3; i++) {
            assertThat(viewer.send(room, message).expect(202).field("id")).isEqualTo(id);
        }
        String last = viewer.comment(room, "last").field("id");

        assertThat(Watching.untilVisible(room, List.of(id, last)))
                .extracting(read -> read.get("id").stringValue())
                .containsExactly(id, last);
    }

    @Test
    void send_idThatAnotherSenderUsed_isReadAsWellAndOnce() {
        String id = "counter-" + room;
        String message = "{\"type\":\"comment\",\"id\":\"%s\",\"body\":{\"text\":\"mine\"}}".formatted(id);
        host.send(room, message).expect(202);
        viewer.send(room, message).expect(202);
        host.send(room, message).expect(202);
        viewer.send(room, message).expect(202);
        String last = viewer.comment(room, "last").field("id");

        assertThat(Watching.untilVisible(room, List.of(id, id, last)))
                .extracting(read -> read.get("from").get("uid").stringValue())
                .containsExactly(host.uid(), viewer.uid(), viewer.uid());
    }

    @Test
    void send_oneSenderWhoWaitsForEach202_isReadInThatOrder() {
        List<String> sent = sendByService(60);

        assertThat(Watching.untilVisible(room, sent))
                .extracting(read -> read.get("id").stringValue())
                .isEqualTo(sent);
    }

    @Test
    void poll_smallPages_bringEachMessageOnceAndInOrder() {
        List<String> sent = sendByService(25);
        Watching.untilVisible(room, sent);
        List<Answer> pages = Watching.pages(room, "?limit=4", "start");

        assertThat(pages.stream().flatMap(page -> page.ids().stream())).isEqualTo(sent);
        assertThat(pages).extracting(page -> page.ids().size()).containsExactly(4, 4, 4, 4, 4, 4, 1, 0);
        assertThat(pages)
                .extracting(page -> page.json().get("pollAfterMs").intValue() == 0)
                .containsExactly(true, true, true, true, true, true, false, false);
        assertThat(pages).noneMatch(page -> page.json().get("gap").booleanValue());
    }

    @Test
    void poll_twoReadersOfDifferentPages_seeTheSameOrder() {
        List<String> sent = sendByService(20);
        Watching.untilVisible(room, sent);

        assertThat(Watching.pages(room, "?limit=3", "start").stream().flatMap(page -> page.ids().stream()))
                .isEqualTo(Watching.pages(room, "?limit=500", "start").stream()
                        .flatMap(page -> page.ids().stream())
                        .toList());
    }

    @Test
    void poll_types_bringsTheseOnlyAndItsCursorServesOthers() {
        String comment = service.comment(room, "hi").field("id");
        String gift = service.send(room, "{\"type\":\"gift\",\"body\":{\"gift\":\"rose\",\"count\":2}}")
                .expect(202)
                .field("id");
        Watching.untilVisible(room, List.of(comment, gift));

        assertThat(viewer.poll(room, "?after=start&types=gift").ids()).containsExactly(gift);
        assertThat(viewer.poll(room, "?after=start&types=comment,gift").ids()).containsExactly(comment, gift);
        String cursor = viewer.poll(room, "?after=start&types=like").field("cursor");
        assertThat(viewer.poll(room, "?after=" + cursor).ids()).isEmpty();
    }

    @Test
    void poll_gift_costsWhatTheTableSays() {
        JsonNode message = Watching.untilVisible(
                room,
                viewer.send(room, "{\"type\":\"gift\",\"body\":{\"gift\":\"heart\",\"count\":3,\"value\":99999}}"));

        assertThat(message.get("body")).hasToString("{\"gift\":\"heart\",\"count\":3,\"value\":30}");
    }

    @Test
    void poll_withoutAfter_isTheNewestPageOldestFirst() {
        List<String> sent = sendByService(8);
        Watching.untilVisible(room, sent);

        assertThat(viewer.poll(room, "?limit=3").ids()).isEqualTo(sent.subList(5, 8));
        String cursor = viewer.poll(room, "?limit=3").field("cursor");
        assertThat(viewer.poll(room, "?after=" + cursor).ids()).isEmpty();
    }

    @Test
    void poll_sameTag_is304WithoutABodyUntilSomethingIsNew() {
        Watching.untilVisible(room, viewer.comment(room, "one"));
        String after = messages() + "?after=" + viewer.poll(room, "").field("cursor");
        String tag = viewer.get(after).expect(200).header("ETag");
        Answer same = viewer.get(after, "If-None-Match", tag).expect(304);

        assertThat(tag).startsWith("W/\"");
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(same.bytes()).isEmpty();
        viewer.comment(room, "two").expect(202);
        await().atMost(Watching.PATIENCE)
                .until(() -> viewer.get(after, "If-None-Match", tag).status() == 200);
    }

    @Test
    void poll_gzipAccepted_isCompressed() throws IOException {
        Watching.untilVisible(room, sendByService(30));
        String path = messages() + "?after=start";
        Answer plain = viewer.get(path);
        Answer packed = viewer.get(path, "Accept-Encoding", "gzip");

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).containsIgnoringCase("accept-encoding");
        assertThat(packed.header("ETag")).isEqualTo(plain.header("ETag"));
        assertThat(packed.bytes().length).isLessThan(plain.bytes().length / 2);
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes();
        assertThat(withoutPace(new String(unpacked, UTF_8))).isEqualTo(withoutPace(plain.text()));
    }

    /** When to poll next differs from answer to answer. */
    private static String withoutPace(String page) {
        return page.replaceAll("\"pollAfterMs\":[0-9]+", "");
    }

    @Test
    void send_onBehalfOfSomebody_isFromThemAndOfThatTime() {
        long startedAt = viewer.get("/v1/rooms/" + room).json().get("startedAt").longValue();
        Answer sent = service.send(
                room,
                "{\"type\":\"comment\",\"body\":{\"text\":\"hi\"},\"from\":{\"uid\":\"7\",\"name\":\"Jo\"},\"sentAt\":%d}"
                        .formatted(startedAt + 1_234));
        JsonNode message = Watching.untilVisible(room, sent);

        assertThat(sent.json().get("sentAt").longValue()).isEqualTo(startedAt + 1_234);
        assertThat(message.get("from")).hasToString("{\"uid\":\"7\",\"name\":\"Jo\"}");
        assertThat(message.get("sentAt").longValue()).isEqualTo(startedAt + 1_234);
        assertThat(message.get("at").longValue()).isEqualTo(1_234);
    }

    @Test
    void send_statusByTheHostAndSystemByOps_areRead() {
        JsonNode status = Watching.untilVisible(
                room, host.send(room, "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":{\"red\":3}}}"));
        JsonNode system = Watching.untilVisible(
                room,
                Person.with("ops")
                        .send(room, "{\"type\":\"system\",\"body\":{\"event\":\"notice\",\"text\":\"soon\"}}"));

        assertThat(status.get("body")).hasToString("{\"key\":\"pk\",\"value\":{\"red\":3}}");
        assertThat(system.get("body")).hasToString("{\"event\":\"notice\",\"text\":\"soon\"}");
    }

    @Test
    void send_statusAlsoToAnotherRoom_isReadInBoth() {
        String other = host.startRoom();
        String id = host.send(
                        room,
                        "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":3,\"alsoTo\":[\"%s\"]}}"
                                .formatted(other))
                .expect(202)
                .field("id");

        for (String each : List.of(room, other)) {
            JsonNode status = Watching.untilVisible(each, List.of(id)).get(0);
            assertThat(status.get("room").stringValue()).isEqualTo(each);
            assertThat(status.get("body")).hasToString("{\"key\":\"pk\",\"value\":3}");
        }
    }

    @Test
    void send_statusAlsoToARoomOfAnotherHost_isRefusedAndReadNowhere() {
        Person evil = Person.with();
        host.put("/v1/rooms/%s/moderation".formatted(room), "{\"banned\":[\"%s\"]}".formatted(evil.uid()))
                .expect(200);
        String own = evil.startRoom();
        String claim =
                "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":1,\"alsoTo\":[\"%s\"]}}".formatted(room);

        assertThat(evil.send(own, claim).expect(403).field("detail")).contains(room);

        String last = host.comment(room, "last").expect(202).field("id");
        Watching.untilVisible(room, List.of(last));
        assertThat(viewer.poll(room, "?after=start&types=status").messages()).isEmpty();
        assertThat(viewer.poll(own, "?after=start&types=status").messages()).isEmpty();
    }

    @Test
    void send_giftsAndLikesOneAfterTheOther_areReadAsAComboAndACounter() {
        String gift = "{\"type\":\"gift\",\"body\":{\"gift\":\"rose\",\"count\":2}}";
        String first = viewer.send(room, gift).expect(202).field("id");
        viewer.send(room, gift).expect(202);
        viewer.send(room, gift).expect(202);
        viewer.send(room, "{\"type\":\"like\",\"body\":{\"count\":4}}").expect(202);
        viewer.send(room, "{\"type\":\"like\",\"body\":{\"count\":3}}").expect(202);

        await().atMost(Watching.PATIENCE)
                .until(() -> lastBody("gift").path("final").asBoolean(false)
                        && lastBody("like").path("total").asInt(0) == 7);

        List<JsonNode> gifts = viewer.poll(room, "?after=start&types=gift").messages();
        assertThat(gifts.get(0).get("id").stringValue()).isEqualTo(first);
        assertThat(gifts.stream()
                        .mapToInt(it -> it.get("body").get("count").intValue())
                        .sum())
                .isEqualTo(6);
        assertThat(lastBody("gift").get("combo").intValue()).isEqualTo(6);
    }

    private JsonNode lastBody(String type) {
        List<JsonNode> messages =
                viewer.poll(room, "?after=start&types=" + type).messages();
        return messages.isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : messages.get(messages.size() - 1).get("body");
    }

    @Test
    void gifts_anybody_readsTheTableCheapestFirst() {
        List<Long> values = new ArrayList<>();
        for (JsonNode row : Person.ANONYMOUS.get("/v1/gifts").expect(200).json()) {
            assertThat(row.propertyNames()).containsExactlyInAnyOrder("gift", "name", "value");
            values.add(row.get("value").longValue());
        }

        assertThat(values).isNotEmpty().isSorted();
    }

    /** Sends comments, each after the one before was accepted, and gives their ids. */
    private List<String> sendByService(int number) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ids.add(service.comment(room, "number " + i).expect(202).field("id"));
        }
        return ids;
    }

    private String messages() {
        return "/v1/rooms/" + room + "/messages";
    }
}
