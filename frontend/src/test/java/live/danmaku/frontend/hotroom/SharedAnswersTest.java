package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.frontend.hotroom.AnswerWriter.RoomAnswers;
import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {

    private static final RoomId ROOM = new RoomId("r1");

    private final AtomicInteger written = new AtomicInteger();
    private final SharedAnswers answers = new SharedAnswers(
            RoomSnapshot.of(new ReadResult.Page(List.of(), Cursor.parse("e7-10"), false, false), 100),
            new RoomAnswers(PageSize.of(1, 100), page -> {
                written.incrementAndGet();
                return new SharedAnswer("W/\"1\"", "x".repeat(5_000).getBytes(UTF_8));
            }));

    @Test
    void parametersThatAreNoPolls_makeNoQuestionOfTheirOwn() {
        ask("limit=500");
        for (int i = 0; i < 1_000; i++) {
            ask("limit=500&x=" + i);
            ask("_=" + i + "&limit=500");
        }
        assertThat(written).hasValue(1);
    }

    @Test
    void manyOddQuestions_doNotDriveOutWhatManyAsk() {
        for (int i = 0; i < 2_000; i++) {
            ask("after=e7-10");
            ask("after=e7-1" + Integer.toString(i, 36) + "&limit=" + (1 + i % 500));
        }
        written.set(0);
        for (int i = 0; i < 100; i++) {
            ask("after=e7-10");
        }
        assertThat(written).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void answerToOne_isNotPacked_andThatToMoreIs() {
        assertThat(length("limit=7")).isGreaterThan(5_000);
        assertThat(length("limit=7")).isLessThan(1_000);
        assertThat(length("limit=7&x=1")).isLessThan(1_000);
    }

    private int length(String query) {
        return ask(query).bytes(null, Coding.GZIP).readableBytes();
    }

    private SharedAnswer ask(String query) {
        return Objects.requireNonNull(answers.of(ROOM, query, null));
    }
}
