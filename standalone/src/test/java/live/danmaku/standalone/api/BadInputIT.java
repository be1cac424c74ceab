package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad input has its status, and a text that says the value and what was expected. */
class BadInputIT {

    private static final int MOST_BODY = 16 * 1024;

    private static Person host;
    private static String room;

    private final Person viewer = Person.with();

    @BeforeAll
    static void startRoom() {
        host = Person.with("host");
        room = host.startRoom();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,''",
        "GET,/messages",
        "POST,/messages",
        "POST,/end",
        "GET,/viewers",
        "POST,/viewers",
        "DELETE,/viewers"
    })
    void unknownRoom_is404(String method, String path) {
        viewer.call(
                        method,
                        "/v1/rooms/nowhere" + path,
                        BodyPublishers.ofString("{\"type\":\"like\",\"body\":{}}"),
                        "Content-Type",
                        "application/json")
                .expectProblem(404, "no room 'nowhere'", "expected: a room that was started");
    }

    @Test
    void textThatIsNoRoomId_is404() {
        viewer.get("/v1/rooms/a%20b/messages").expectProblem(404, "'a b'", "expected: 1 to 64 of A-Z a-z 0-9 _ -");
    }

    @Test
    void endedRoom_is409() {
        String ended = host.startRoom();
        host.post("/v1/rooms/" + ended + "/end", "").expect(202);

        viewer.comment(ended, "too late").expectProblem(409, ended, "expected: live");
        viewer.post("/v1/rooms/" + ended + "/viewers", "").expectProblem(409, ended, "expected: live");
        host.post("/v1/rooms/" + ended + "/end", "").expectProblem(409, ended, "expected: live");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"body":{"text":"hi"}}                                       | type: missing          | expected: a message type
            {"type":"dance","body":{}}                                   | 'dance'                | expected: one of comment, gift, like, member, status, system
            {"type":"Comment","body":{"text":"hi"}}                      | 'Comment'              | expected: one of comment
            {"type":{},"body":{}}                                        | type: an object        | expected: text
            {"type":"comment"}                                           | body: missing          | expected: an object
            {"type":"comment","body":"hi"}                               | body: "hi"             | expected: an object
            {"type":"comment","body":{}}                                 | text: missing          | expected: text
            {"type":"comment","body":{"text":7}}                         | text: 7                | expected: text
            {"type":"comment","body":{"text":""}}                        | text: blank            | expected: 1 to 500 characters
            {"type":"comment","body":{"text":" \\u3000\\u200b"}}         | text: blank            | expected: 1 to 500 characters
            {"type":"comment","body":{"text":"hi","color":16777216}}     | color: 16777216        | expected: 0 to 16777215
            {"type":"comment","body":{"text":"hi","mode":"up"}}          | mode: 'up'             | expected: one of scroll, top, bottom
            {"type":"comment","body":{"text":"hi"},"id":""}              | message id of 0        | expected: 1 to 64
            {"type":"comment","body":{"text":"hi"},"id":"a b"}           | message id: 'a b'      | expected: 1 to 64 of
            {"type":"gift","body":{}}                                    | gift: missing          | expected: text
            {"type":"gift","body":{"gift":"moon"}}                       | gift: 'moon'           | expected: one of [rose
            {"type":"gift","body":{"gift":"rose","count":0}}             | count: 0               | expected: 1 to 9999
            {"type":"gift","body":{"gift":"rose","count":10000}}         | count: 10000           | expected: 1 to 9999
            {"type":"like","body":{"count":1001}}                        | count: 1001            | expected: 1 to 1000
            {"type":"comment","body":{"text":"hi"},"sentAt":"soon"}      | sentAt: 'soon'         | expected: a whole number
            {"type":"comment","body":{"text":"hi"},"from":"7"}           | from: text             | expected: an object
            []                                                           | request body: a list   | expected: an object
            {"type":                                                     | malformed JSON         | expected: a JSON object
            hello                                                        | malformed JSON: Unrecognized token 'hello' | expected: a JSON object
            null                                                         | no request body        | expected: a JSON object
            ``                                                           | no request body        | expected: a JSON object
            """)
    void badMessage_is400(String message, String value, String expected) {
        viewer.send(room, message).expectProblem(400, value, expected);
    }

    @Test
    void textOf500Characters_isTakenAnd501Are400() {
        String emoji = "\uD83D\uDE00";

        viewer.comment(room, emoji.repeat(500)).expect(202);
        viewer.comment(room, emoji.repeat(501)).expectProblem(400, "501 characters", "expected: 1 to 500");
    }

    @Test
    void idOf64Characters_isTakenAnd65Are400() {
        String message = "{\"type\":\"like\",\"body\":{},\"id\":\"%s\"}";

        viewer.send(room, message.formatted("i".repeat(64))).expect(202);
        viewer.send(room, message.formatted("i".repeat(65))).expectProblem(400, "65 characters", "expected: 1 to 64");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after=nonsense      | cursor: 'nonsense'       | expected: a cursor that an earlier answer gave
            after=e1-           | cursor: 'e1-'            | expected: a cursor that an earlier answer gave
            limit=0             | limit: 0                 | expected: 1-500
            limit=501           | limit: 501               | expected: 1-500
            limit=-1            | limit: -1                | expected: 1-500
            limit=abc           | limit: abc               | expected: 1-500
            types=dance         | message type: 'dance'    | expected: one of comment
            types=comment,      | message type: ''         | expected: one of comment
            """)
    void badPoll_is400(String query, String value, String expected) {
        viewer.poll(room, "?" + query).expectProblem(400, value, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0     | limit: 0      | expected: 1-500
            limit=501   | limit: 501    | expected: 1-500
            limit=abc   | limit: 'abc'  | expected: a whole number
            offset=-1   | offset: -1    | expected: 0 or more
            offset=x    | offset: 'x'   | expected: a whole number
            """)
    void badListOfViewers_is400(String query, String value, String expected) {
        viewer.get("/v1/rooms/" + room + "/viewers?" + query).expectProblem(400, value, expected);
    }

    @Test
    void bodyOver16KilobytesOfAKnownLength_is413() {
        viewer.call("POST", messages(), BodyPublishers.ofByteArray(comment(MOST_BODY + 1)), json())
                .expectProblem(413, "expected: 16384 at most");
    }

    @Test
    void bodyOver16KilobytesInChunks_is413() {
        viewer.call("POST", messages(), chunked(comment(MOST_BODY + 1)), json())
                .expectProblem(413, "expected: 16384 at most");
    }

    @Test
    void bodyOfMegabytes_is413() {
        viewer.call("POST", messages(), chunked(comment(3_000_000)), json())
                .expectProblem(413, "expected: 16384 at most");
    }

    @Test
    void bodyOf16Kilobytes_isRead() {
        // Read and judged: its text is too long.
        viewer.call("POST", messages(), BodyPublishers.ofByteArray(comment(MOST_BODY)), json())
                .expectProblem(400, "text: ", "expected: 1 to 500");
    }

    @Test
    void jsonOf16Levels_isReadAnd17Are400() {
        // The message and its body are two levels.
        Person service = Person.with("service");

        service.send(room, nested(14)).expect(202);
        service.send(room, nested(15)).expectProblem(400, "depth (17)", "(16)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void otherContentType_is415(String type) {
        viewer.call("POST", messages(), BodyPublishers.ofString("type=like"), "Content-Type", type)
                .expectProblem(415, type, "expected: application/json");
    }

    @Test
    void tooFast_is429WithRetryAfter() {
        Answer answer = viewer.comment(room, "first");
        for (int i = 0; i < 200 && answer.status() == 202; i++) {
            answer = viewer.comment(room, "again");
        }

        answer.expectProblem(429, viewer.uid(), "expected: a pause of");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void service_hasNoLimit() {
        Person service = Person.with("service");
        for (int i = 0; i < 60; i++) {
            service.comment(room, "on behalf").expect(202);
        }
    }

    @ParameterizedTest
    @CsvSource({"POST,''", "POST,/{room}/messages", "POST,/{room}/end", "POST,/{room}/viewers", "DELETE,/{room}/viewers"
    })
    void noToken_is401(String method, String path) {
        Answer answer = Person.ANONYMOUS.call(
                method, "/v1/rooms" + path.replace("{room}", room), BodyPublishers.ofString("{}"), json());

        answer.expectProblem(401, "no token", "expected: Authorization: Bearer <token>");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void badToken_is401EvenWhereNoneIsNeeded() {
        Person liar =
                new Person("liar", viewer.token().substring(0, viewer.token().length() - 4) + "AAAA");

        liar.comment(room, "hi").expectProblem(401, "token: ", "expected: a valid Bearer token");
        liar.poll(room, "").expectProblem(401, "token: ", "expected: a valid Bearer token");
    }

    @Test
    void authorizationOfAnotherKind_is401() {
        Person.ANONYMOUS
                .get(messages(), "Authorization", "Basic dTpw")
                .expectProblem(401, "another kind", "expected: Bearer <token>");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"type":"system","body":{"event":"notice"}}                          | sending system               | service or ops
            {"type":"member","body":{"event":"enter"}}                           | sending member               | service or ops
            {"type":"status","body":{"key":"pk","value":1}}                      | sending status               | service or ops
            {"type":"comment","body":{"text":"hi"},"from":{"uid":"7"}}           | sending on behalf of others  | service
            {"type":"comment","body":{"text":"hi"},"sentAt":1700000000000}       | setting sentAt               | service
            """)
    void tooLittleRole_is403(String message, String what, String role) {
        viewer.send(room, message).expectProblem(403, what, "needs the role " + role);
    }

    @Test
    void endingAnothersRoom_is403() {
        Person otherHost = Person.with("host", "moderator", "service");

        otherHost
                .post("/v1/rooms/" + room + "/end", "")
                .expectProblem(403, "ending a room of somebody else", "needs the role ops");
        assertThat(host.get("/v1/rooms/" + room).field("state")).isEqualTo("live");
    }

    @Test
    void serviceThatNamesNobody_is400() {
        Person.with("service")
                .send(room, "{\"type\":\"comment\",\"body\":{\"text\":\"hi\"},\"from\":{\"name\":\"Jo\"}}")
                .expectProblem(400, "from.uid: missing", "expected: a uid");
    }

    @Test
    void serviceThatTellsNoTime_is400() {
        Person.with("service")
                .send(room, "{\"type\":\"comment\",\"body\":{\"text\":\"hi\"},\"sentAt\":-5}")
                .expectProblem(400, "sentAt: -5", "expected: ms since 1970");
    }

    @Test
    void roomIdThatExists_is409() {
        Person.with("host")
                .post("/v1/rooms", "{\"title\":\"Mine\",\"room\":\"%s\"}".formatted(room))
                .expectProblem(409, "'" + room + "'", "expected: a new id");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"title":"T","room":"a b"}                 | room id: 'a b'        | expected: 1 to 64 of A-Z a-z 0-9 _ -
            {"title":"T","room":""}                    | room id of 0          | expected: 1 to 64
            {"area":"music"}                           | title: ''             | expected: 1 to 100 characters
            {"title":" ","area":"music"}               | title: ''             | expected: 1 to 100 characters
            {"title":"one\\ntwo"}                      | title: 'one           | on one line
            {"title":["T"]}                            | title: a list         | expected: text
            """)
    void badStartOfARoom_is400(String request, String value, String expected) {
        host.post("/v1/rooms", request).expectProblem(400, value, expected);
    }

    @Test
    void titleAndAreaBeyondTheirLimits_are400() {
        host.post("/v1/rooms", "{\"title\":\"%s\"}".formatted("t".repeat(101)))
                .expectProblem(400, "title: ", "expected: 1 to 100 characters");
        host.post("/v1/rooms", "{\"title\":\"T\",\"area\":\"%s\"}".formatted("a".repeat(33)))
                .expectProblem(400, "area: ", "expected: 0 to 32 characters");
    }

    @Test
    void unknownState_is400() {
        viewer.get("/v1/rooms?state=asleep")
                .expectProblem(400, "state: 'asleep'", "expected: live, archiving or ended");
    }

    @Test
    void otherMethod_is405() {
        Answer answer = viewer.call("PUT", messages(), BodyPublishers.ofString("{}"), json());

        answer.expectProblem(405, "PUT", "expected: GET or POST");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/v2/rooms", "/nothing.html"})
    void unknownPath_is404(String path) {
        viewer.get(path).expectProblem(404, "'" + path + "'", "expected: ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {}                                   | uid: missing      | expected: a uid
            {"uid":"a b"}                        | uid: 'a b'        | expected: 1 to 64 of
            {"uid":"a","roles":["root"]}         | role: 'root'      | expected: host, moderator, service or ops
            {"uid":"a","roles":"ops"}            | roles: text       | expected: a list
            """)
    void badDevToken_is400(String request, String value, String expected) {
        Person.ANONYMOUS.post("/v1/dev/tokens", request).expectProblem(400, value, expected);
    }

    private static String messages() {
        return "/v1/rooms/" + room + "/messages";
    }

    private static String[] json() {
        return new String[] {"Content-Type", "application/json"};
    }

    /** A comment that is this many bytes of JSON. */
    private static byte[] comment(int size) {
        String frame = "{\"type\":\"comment\",\"body\":{\"text\":\"%s\"}}";
        return frame.formatted("x".repeat(size - frame.length() + 2)).getBytes(StandardCharsets.US_ASCII);
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static String nested(int levels) {
        return "{\"type\":\"status\",\"body\":{\"key\":\"deep\",\"value\":" + "[".repeat(levels) + "]".repeat(levels)
                + "}}";
    }
}
