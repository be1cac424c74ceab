package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is watching, and what the room is told of it. */
class ViewersIT {

    private final Person host = Person.with("host");
    private final Person viewer = Person.with();
    private String room;

    @BeforeEach
    void startRoom() {
        room = host.startRoom();
    }

    @Test
    void enter_twice_isListedAndToldOnce() {
        enter(viewer);
        Answer again = enter(viewer);
        String last = viewer.comment(room, "afterwards").field("id");

        assertThat(listed(again)).containsExactly(viewer.uid());
        assertThat(again.json().get("viewers").get(0))
                .hasToString("{\"uid\":\"%s\",\"name\":\"Name of %s\"}".formatted(viewer.uid(), viewer.uid()));
        assertThat(again.json().get("online").longValue()).isEqualTo(1);
        assertThat(told(last)).containsExactly("enter " + viewer.uid());
    }

    @Test
    void leave_twice_isUnlistedAndToldOnce() {
        enter(viewer);
        viewer.delete(viewers()).expect(204);
        viewer.delete(viewers()).expect(204);
        String last = viewer.comment(room, "afterwards").field("id");

        assertThat(listed(Person.ANONYMOUS.get(viewers()))).isEmpty();
        assertThat(told(last)).containsExactly("enter " + viewer.uid(), "leave " + viewer.uid());
    }

    @Test
    void leave_whoNeverEntered_isNotTold() {
        viewer.delete(viewers()).expect(204);
        String last = viewer.comment(room, "afterwards").field("id");

        assertThat(told(last)).isEmpty();
    }

    @Test
    void list_inPages_namesEverybodyOnce() {
        List<String> entered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Person person = Person.with();
            enter(person);
            entered.add(person.uid());
        }
        List<String> paged = new ArrayList<>();
        for (int offset = 0; offset < 6; offset += 2) {
            Answer page = Person.ANONYMOUS
                    .get(viewers() + "?limit=2&offset=" + offset)
                    .expect(200);
            assertThat(page.json().get("online").longValue()).isEqualTo(5);
            paged.addAll(listed(page));
        }

        assertThat(paged).containsExactlyInAnyOrderElementsOf(entered);
        assertThat(listed(Person.ANONYMOUS.get(viewers() + "?offset=5"))).isEmpty();
    }

    @Test
    void online_afterSomebodyEntered_isInTheRoomAndInPolls() {
        enter(viewer);

        await().atMost(Watching.PATIENCE)
                .until(() -> viewer.poll(room, "").json().get("online").longValue() == 1
                        && viewer.get("/v1/rooms/" + room).json().get("online").longValue() == 1);
    }

    private Answer enter(Person person) {
        return person.post(viewers(), "").expect(200);
    }

    private static List<String> listed(Answer answer) {
        List<String> uids = new ArrayList<>();
        answer.json().get("viewers").forEach(row -> uids.add(row.get("uid").stringValue()));
        return uids;
    }

    /** Who entered and left, as the room was told up to this message. */
    private List<String> told(String last) {
        return Watching.untilVisible(room, List.of(last)).stream()
                .filter(message -> message.get("type").stringValue().equals("member"))
                .map(ViewersIT::event)
                .toList();
    }

    private static String event(JsonNode message) {
        return message.get("body").get("event").stringValue() + " "
                + message.get("from").get("uid").stringValue();
    }

    private String viewers() {
        return "/v1/rooms/" + room + "/viewers";
    }
}
