package live.danmaku.frontend.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.StoredMessage;
import org.junit.jupiter.api.Test;

class PollAnswerTest {

    private static final Cursor CURSOR = new Cursor(new Epoch("e7"), 36);

    @Test
    void json_noMessages_isExactlyThis() {
        assertThat(json(new PollAnswer(
                        SomeRooms.live("r1"), new PollPage(CURSOR, List.of(), false, 0, false), 2_000, 0)))
                .isEqualTo("{\"room\":\"r1\",\"state\":\"live\",\"cursor\":\"e7-10\",\"messages\":[],"
                        + "\"gap\":false,\"leftOut\":0,\"pollAfterMs\":2000,\"online\":0}");
    }

    @Test
    void json_messages_areInItAsTheyAreStored() {
        List<StoredMessage> messages =
                List.of(message(1, "{\"text\":\"你好 \uD83D\uDE00\"}"), message(2, "{ \"b\" : 2 }"));

        assertThat(json(new PollAnswer(
                        SomeRooms.in(RoomState.ARCHIVING, "r1"),
                        new PollPage(CURSOR, messages, true, 0, false),
                        0,
                        12)))
                .isEqualTo("{\"room\":\"r1\",\"state\":\"archiving\",\"cursor\":\"e7-10\",\"messages\":["
                        + "{\"text\":\"你好 \uD83D\uDE00\"},{ \"b\" : 2 }],"
                        + "\"gap\":true,\"leftOut\":0,\"pollAfterMs\":0,\"online\":12}");
    }

    @Test
    void json_oneMessage_hasNoComma() {
        assertThat(json(new PollAnswer(
                        SomeRooms.live("r1"), new PollPage(CURSOR, List.of(message(1, "{}")), false, 0, false), 0, 1)))
                .contains("\"messages\":[{}],");
    }

    @Test
    void etag_isWeakAndQuoted() {
        assertThat(etag(SomeRooms.live("r1"), CURSOR, false)).matches("W/\"[!#-~]+\"");
    }

    @Test
    void etag_otherCursorEpochGapOrState_isAnother() {
        Room live = SomeRooms.live("r1");
        assertThat(List.of(
                        etag(live, CURSOR, false),
                        etag(live, new Cursor(CURSOR.epoch(), 37), false),
                        etag(live, new Cursor(new Epoch("e8"), 36), false),
                        etag(live, CURSOR, true),
                        etag(SomeRooms.in(RoomState.ARCHIVING, "r1"), CURSOR, false),
                        etag(SomeRooms.in(RoomState.ENDED, "r1"), CURSOR, false)))
                .doesNotHaveDuplicates();
    }

    @Test
    void etag_viewersOfDifferentMessages_getDifferentOnes() {
        Room live = SomeRooms.live("r1");
        List<StoredMessage> all = List.of(message(1, "{}"), message(3, "{}"));
        List<StoredMessage> own = List.of(message(1, "{}"), message(2, "{}"), message(3, "{}"));

        assertThat(new PollAnswer(live, new PollPage(CURSOR, own, false, 0, false), 2_000, 1).etag())
                .isNotEqualTo(new PollAnswer(live, new PollPage(CURSOR, all, false, 0, false), 2_000, 1).etag());
        assertThat(new PollAnswer(live, new PollPage(CURSOR, List.copyOf(all), false, 0, false), 2_000, 1).etag())
                .isEqualTo(new PollAnswer(live, new PollPage(CURSOR, all, false, 0, false), 2_000, 1).etag());
    }

    @Test
    void etag_onlineAndPollAfterChanged_staysTheSame() {
        Room live = SomeRooms.live("r1");
        assertThat(new PollAnswer(live, new PollPage(CURSOR, List.of(), false, 0, false), 0, 5).etag())
                .isEqualTo(new PollAnswer(live, new PollPage(CURSOR, List.of(), false, 0, false), 2_000, 9).etag());
    }

    private static String etag(Room room, Cursor cursor, boolean gap) {
        return new PollAnswer(room, new PollPage(cursor, List.of(), gap, 0, false), 2_000, 1).etag();
    }

    private static StoredMessage message(long place, String json) {
        return new StoredMessage(place, json.getBytes(UTF_8));
    }

    private static String json(PollAnswer answer) {
        return new String(answer.json(), UTF_8);
    }
}
