package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A room from its start to its end. */
class RoomLifeIT {

    private final Person host = Person.with("host");
    private final Person viewer = Person.with();

    @Test
    void start_ownId_is201AndTellsTheRoom() {
        String id = "r-" + UUID.randomUUID();
        long before = System.currentTimeMillis();
        JsonNode room = host.post(
                        "/v1/rooms", "{\"title\":\"  晚上好  \",\"area\":\"music\",\"room\":\"%s\"}".formatted(id))
                .expect(201)
                .json();

        assertThat(room.propertyNames()).contains("room", "title", "area", "host", "state", "startedAt");
        assertThat(room.get("room").stringValue()).isEqualTo(id);
        assertThat(room.get("title").stringValue()).isEqualTo("晚上好");
        assertThat(room.get("area").stringValue()).isEqualTo("music");
        assertThat(room.get("host").stringValue()).isEqualTo(host.uid());
        assertThat(room.get("state").stringValue()).isEqualTo("live");
        assertThat(room.get("startedAt").longValue()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void start_noId_makesOneThatAnybodyMayUse() {
        String id = host.startRoom();

        assertThat(id).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(Person.ANONYMOUS.get("/v1/rooms/" + id).expect(200).field("title"))
                .isEqualTo("A title");
    }

    @Test
    void start_moreThanAUserMayHave_is409UntilOneEnds() {
        Person user = Person.with();
        String first = user.startRoom();
        for (int i = 1; i < 20; i++) {
            // 20 calls at once and 10 a second are what a user may make.
            user.startRoom();
        }

        await().atMost(Watching.PATIENCE).until(() -> status(user) != 429);
        user.post("/v1/rooms", "{\"title\":\"One more\"}").expectProblem(409, "has 20 live rooms", "at most 20");
        Person.with("host").startRoom();

        user.post("/v1/rooms/" + first + "/end", "").expect(202);
        await().atMost(Watching.PATIENCE).until(() -> status(user) == 201);
    }

    private static int status(Person user) {
        return user.post("/v1/rooms", "{\"title\":\"One more\"}").status();
    }

    @Test
    void list_liveRooms_holdsARoomWithItsViewersUntilItEnds() {
        String id = host.startRoom();
        assertThat(ids("live")).contains(id);
        assertThat(Person.ANONYMOUS.get("/v1/rooms/" + id).json().get("online").isIntegralNumber())
                .isTrue();

        host.post("/v1/rooms/" + id + "/end", "").expect(202);
        assertThat(ids("live")).doesNotContain(id);
        await().atMost(Watching.PATIENCE).until(() -> ids("ended").contains(id));
    }

    @Test
    void end_byTheHost_goesFromLiveThroughArchivingToEnded() {
        String id = host.startRoom();
        Answer answer = host.post("/v1/rooms/" + id + "/end", "").expect(202);

        assertThat(answer.field("state")).isEqualTo("archiving");
        await().atMost(Watching.PATIENCE).until(() -> state(id).equals("ended"));
        JsonNode room = Person.ANONYMOUS.get("/v1/rooms/" + id).json();
        assertThat(room.get("endedAt").longValue())
                .isGreaterThanOrEqualTo(room.get("startedAt").longValue());
    }

    @Test
    void end_whoeverReads_isToldByANoticeAndByTheState() {
        String id = host.startRoom();
        String comment = viewer.comment(id, "before the end").expect(202).field("id");
        host.post("/v1/rooms/" + id + "/end", "").expect(202);
        await().atMost(Watching.PATIENCE).until(() -> state(id).equals("ended"));

        Answer page = Person.ANONYMOUS.poll(id, "?after=start");
        assertThat(page.field("state")).isEqualTo("ended");
        assertThat(page.ids()).first().isEqualTo(comment);
        JsonNode notice = page.messages().get(1);
        assertThat(notice.get("type").stringValue()).isEqualTo("system");
        assertThat(notice.get("body")).hasToString("{\"event\":\"ended\"}");
        assertThat(page.ids()).hasSize(2);
    }

    @Test
    void end_byOps_endsAnybodysRoom() {
        String id = host.startRoom();

        Person.with("ops").post("/v1/rooms/" + id + "/end", "").expect(202);
        await().atMost(Watching.PATIENCE).until(() -> state(id).equals("ended"));
    }

    @Test
    void end_room_keepsWhatWasAcceptedReadable() {
        String id = host.startRoom();
        Person service = Person.with("service");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sent.add(service.comment(id, "number " + i).expect(202).field("id"));
        }
        host.post("/v1/rooms/" + id + "/end", "").expect(202);
        await().atMost(Watching.PATIENCE).until(() -> state(id).equals("ended"));

        assertThat(Watching.pages(id, "?types=comment&limit=7", "start").stream()
                        .flatMap(page -> page.ids().stream()))
                .isEqualTo(sent);
    }

    private static String state(String room) {
        return Person.ANONYMOUS.get("/v1/rooms/" + room).field("state");
    }

    private static List<String> ids(String state) {
        List<String> ids = new ArrayList<>();
        Person.ANONYMOUS
                .get("/v1/rooms?state=" + state)
                .expect(200)
                .json()
                .forEach(room -> ids.add(room.get("room").stringValue()));
        return ids;
    }
}
