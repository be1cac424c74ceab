package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HotRoomIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Person host = Person.with();
    private final Person ops = Person.with("ops");
    private final String room = host.startRoom();
    private final List<String> seen = new ArrayList<>();
    private String cursor = "start";
    private int sent;

    @Test
    void roomPolledByMany_becomesHotAndColdAgain_andNobodyMissesAnything() {
        send(3);
        follow();
        await().atMost(SOON).until(() -> {
            send(1);
            pollOften(Person.ANONYMOUS);
            return changes().equals(List.of("hot"));
        });
        double shared = sharedPolls();
        for (int i = 0; i < 20; i++) {
            send(5);
            pollOften(i % 2 == 0 ? Person.ANONYMOUS : host);
            follow();
        }
        assertThat(sharedPolls()).isGreaterThan(shared + 100);

        await().atMost(SOON.multipliedBy(2)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            follow();
            return changes().equals(List.of("cold", "hot"));
        });
        send(3);
        await().atMost(SOON).until(() -> {
            follow();
            return seen.size() >= sent;
        });

        assertThat(seen).hasSize(sent).doesNotHaveDuplicates();
    }

    @Test
    void hotRoom_deletedMessageIsGone_sameQuestionIsNotModified_badOneIsRefused() {
        send(2);
        await().atMost(SOON).until(() -> {
            pollOften(Person.ANONYMOUS);
            return changes().equals(List.of("hot"));
        });
        await().atMost(SOON).until(() -> newest().ids().size() == 2);
        Answer before = newest();
        assertThat(Person.ANONYMOUS
                        .get("/v1/rooms/" + room + "/messages?types=comment", "If-None-Match", before.header("etag"))
                        .status())
                .isEqualTo(304);

        host.delete("/v1/rooms/" + room + "/messages/" + before.ids().get(0)).expect(202);

        await().atMost(SOON).until(() -> {
            pollOften(Person.ANONYMOUS);
            return newest().ids().equals(before.ids().subList(1, 2));
        });
        Person.ANONYMOUS.poll(room, "?limit=0").expectProblem(400, "0", "1-500");
        Person.ANONYMOUS.poll(room, "?after=nonsense").expectProblem(400, "nonsense");
    }

    private Answer newest() {
        return Person.ANONYMOUS.poll(room, "?types=comment").expect(200);
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            Person.with().comment(room, "message " + sent++).expect(202);
        }
    }

    private void pollOften(Person who) {
        for (int i = 0; i < 30; i++) {
            who.poll(room, "?types=comment").expect(200);
        }
    }

    /** One viewer, whose cursor goes from answer to answer, whoever gives it. */
    private void follow() {
        Answer page =
                Person.ANONYMOUS.poll(room, "?types=comment&after=" + cursor).expect(200);
        assertThat(page.json().get("gap").booleanValue()).isFalse();
        assertThat(page.json().get("leftOut").intValue()).isZero();
        seen.addAll(page.ids());
        cursor = page.field("cursor");
    }

    /** What became of this room, newest first. */
    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        JsonNode decisions =
                ops.get("/v1/ops/decisions?kind=hot-room&limit=500").expect(200).json();
        for (JsonNode decision : decisions) {
            if (decision.get("subject").stringValue().equals("room:" + room)) {
                changes.add(decision.get("after").stringValue());
            }
        }
        return changes;
    }

    private static double sharedPolls() {
        return Person.ANONYMOUS
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("danmaku_hot_polls"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
