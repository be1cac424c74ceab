package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the system decided and what people changed, as ops read it. */
class OpsLogIT {

    private final Person ops = Person.with("ops");

    @ParameterizedTest
    @ValueSource(strings = {"/v1/ops/decisions", "/v1/ops/audit", "/v1/ops/gears", "/v1/ops/switches"})
    void roles_onlyOpsMayRead(String path) {
        Person.ANONYMOUS.get(path).expectProblem(401, "no token");
        Person.with("host", "moderator", "service").get(path).expectProblem(403, "needs the role ops");
        assertThat(ops.get(path).expect(200).json().isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            /v1/ops/decisions?limit=0       | limit: 0       | expected: 1-500
            /v1/ops/decisions?limit=501     | limit: 501     | expected: 1-500
            /v1/ops/decisions?limit=many    | limit: many    | expected: 1-500
            /v1/ops/decisions?before=now    | before: now    | expected: ms since 1970
            /v1/ops/audit?limit=-1          | limit: -1      | expected: 1-500
            /v1/ops/audit?below=1.5         | below: 1.5     | expected: a version
            /v1/ops/gears?type=dance        | 'dance'        | expected: one of comment
            """)
    void badQuery_is400(String path, String value, String expected) {
        ops.get(path).expectProblem(400, value, expected);
    }

    @Test
    void decisions_ofAKindThatThereIsNot_areNone() {
        assertThat(ops.get("/v1/ops/decisions?kind=%C3%BCber&before=9999999999999&limit=500")
                        .expect(200)
                        .text())
                .isEqualTo("[]");
    }

    @Test
    void audit_ofWhatStaffChangesInRooms_hasARowEach_andOfHostsNone() {
        Person host = Person.with("host");
        String room = host.startRoom();
        String first = host.comment(room, "one").expect(202).field("id");
        String second = host.comment(room, "two").expect(202).field("id");
        Watching.untilVisible(room, List.of(first, second));
        host.put("/v1/rooms/%s/moderation".formatted(room), "{\"slowModeSeconds\":3}")
                .expect(200);
        host.delete("/v1/rooms/%s/messages/%s".formatted(room, first)).expect(202);

        ops.put("/v1/rooms/%s/moderation?reason=calm".formatted(room), "{\"muted\":[\"x\",\"y\"]}")
                .expect(200);
        Person moderator = Person.with("moderator");
        moderator
                .delete("/v1/rooms/%s/messages/%s?reason=rude".formatted(room, second))
                .expect(202);
        ops.post("/v1/rooms/%s/end".formatted(room), "{\"reason\":\"late\"}").expect(202);

        assertThat(rows(room))
                .containsExactly(
                        ops.uid() + " | end room " + room + " | \"live\" | \"archiving\" | late",
                        moderator.uid() + " | delete message " + second + " of room " + room
                                + " | \"there\" | null | rude",
                        ops.uid() + " | moderation of room " + room + " | " + outline(3, 0) + " | " + outline(3, 2)
                                + " | calm");
    }

    @Test
    void audit_ofImports_hasARowEach_alsoOfThoseThatAreRefusedLater() {
        Person service = Person.with("service");
        String room = "i-" + UUID.randomUUID();
        String path = "/v1/replays/" + room;
        lines(Person.with("host"), path + "?reason=no", "{\"t\":1}").expectProblem(403, "service");
        lines(service, path + "?reason=" + "x".repeat(501), "{\"t\":1}").expectProblem(400, "reason: 501 characters");
        Person.ANONYMOUS.get("/v1/rooms/" + room).expect(404);
        assertThat(rows(room)).isEmpty();

        lines(service, path + "?reason=moved%1B%5B31m", "{\"t\":1,\"text\":\"a\"}")
                .expect(201);
        lines(ops, path, "{\"t\":1}").expectProblem(409, "exists");
        assertThat(rows(room))
                .containsExactly(
                        ops.uid() + " | import replay " + room + " | null | \"ended\" | ",
                        service.uid() + " | import replay " + room + " | null | \"ended\" | moved[31m");
    }

    @Test
    void audit_ofDeletionsInReplays_hasARowOfStaffEach_andOfHostsNone() {
        ReplayedRoom replay = ReplayedRoom.ended(4);
        List<String> ids = replay.all("?types=comment").stream()
                .map(message -> message.get("id").stringValue())
                .toList();
        Person moderator = Person.with("moderator");
        deletion(Person.with("host"), replay, ids.get(0), "no").expectProblem(403, "moderator");
        deletion(moderator, replay, ids.get(0), "x".repeat(501)).expectProblem(400, "reason: 501 characters");
        assertThat(rows(replay.room())).isEmpty();
        assertThat(replay.all("?types=comment")).hasSize(4);

        deletion(replay.host(), replay, ids.get(0), "mine").expect(202);
        deletion(moderator, replay, ids.get(1), "rude").expect(202);
        deletion(ops, replay, ids.get(2), "").expect(202);
        deletion(ops, replay, "none", "gone").expectProblem(404, "no message 'none'");

        String room = replay.room();
        assertThat(rows(room))
                .containsExactly(
                        ops.uid() + " | delete message none of replay " + room + " | \"there\" | null | gone",
                        ops.uid() + " | delete message " + ids.get(2) + " of replay " + room + " | \"there\" | null | ",
                        moderator.uid() + " | delete message " + ids.get(1) + " of replay " + room
                                + " | \"there\" | null | rude");
    }

    private static Answer deletion(Person person, ReplayedRoom replay, String id, String reason) {
        return person.delete(replay.path("/messages/" + id + "?reason=" + reason));
    }

    private static Answer lines(Person person, String path, String lines) {
        return person.call("PUT", path, BodyPublishers.ofString(lines), "Content-Type", "application/x-ndjson");
    }

    private static String outline(int slow, int muted) {
        return "{\"slowModeSeconds\":%d,\"muted\":%d,\"banned\":0,\"words\":0}".formatted(slow, muted);
    }

    /** The newest first. */
    private List<String> rows(String room) {
        return ops.get("/v1/ops/audit?limit=500")
                .expect(200)
                .json()
                .valueStream()
                .filter(row -> row.get("what").stringValue().endsWith(room))
                .map(row -> "%s | %s | %s | %s | %s"
                        .formatted(
                                row.get("who").stringValue(),
                                row.get("what").stringValue(),
                                json(row.get("old")),
                                json(row.get("new")),
                                row.get("why").stringValue()))
                .toList();
    }

    /** MySQL orders an object's names by their lengths. */
    private static String json(JsonNode value) {
        return value.isObject()
                ? outline(
                        value.get("slowModeSeconds").intValue(),
                        value.get("muted").intValue())
                : value.toString();
    }
}
