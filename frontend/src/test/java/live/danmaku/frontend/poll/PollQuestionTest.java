package live.danmaku.frontend.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PollQuestionTest {

    private static final RoomId ROOM = new RoomId("r1");

    @ParameterizedTest
    @NullAndEmptySource
    void parse_nothingGiven_isTheNewestPageOf100OfAllTypes(@Nullable String nothing) {
        assertThat(PollQuestion.parse(ROOM, nothing, nothing, nothing))
                .isEqualTo(new ReadRequest(Topic.room(ROOM), new ReadFrom.Newest(), Set.of(MessageType.values()), 100));
    }

    @Test
    void parse_start_isTheOldestKept() {
        assertThat(PollQuestion.parse(ROOM, "start", null, null).from()).isEqualTo(new ReadFrom.Start());
    }

    @Test
    void parse_cursor_isReadOnAfterIt() {
        Cursor cursor = new Cursor(new Epoch("e7"), 123_456_789);

        assertThat(PollQuestion.parse(ROOM, cursor.toString(), null, null).from())
                .isEqualTo(new ReadFrom.After(cursor));
    }

    @Test
    void parse_types_areTheseOnly() {
        assertThat(PollQuestion.parse(ROOM, null, "comment,gift,comment", null).types())
                .containsExactlyInAnyOrder(MessageType.COMMENT, MessageType.GIFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "500"})
    void parse_limitAtTheEdge_isTaken(String limit) {
        assertThat(PollQuestion.parse(ROOM, null, null, limit).limit()).isEqualTo(Integer.parseInt(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "abc", "1.5", " 7", "99999999999"})
    void parse_badLimit_saysTheValueAndWhatIsExpected(String limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollQuestion.parse(ROOM, null, null, limit))
                .withMessage("limit: %s (expected: 1-500)", limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dance", "comment,", ",", "Comment", "comment, gift", "comment;gift"})
    void parse_unknownType_saysTheValueAndWhatIsExpected(String types) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollQuestion.parse(ROOM, null, types, null))
                .withMessageContaining("message type: '")
                .withMessageContaining("(expected: one of comment, gift, like, member, status, system)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "-1", "e7-", "e7--1", "E7-1", "e7-zzzzzzzzzzzzz", "START", "e7-1-2", "é-1"})
    void parse_badCursor_saysTheValueAndWhatIsExpected(String after) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollQuestion.parse(ROOM, after, null, null))
                .withMessage("cursor: '%s' (expected: a cursor that an earlier answer gave)", after);
    }
}
