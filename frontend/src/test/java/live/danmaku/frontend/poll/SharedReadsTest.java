package live.danmaku.frontend.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import org.junit.jupiter.api.Test;

class SharedReadsTest {

    private static final ReadRequest QUESTION =
            new ReadRequest(Topic.room(new RoomId("r1")), new ReadFrom.Start(), Set.of(MessageType.COMMENT), 10);
    private static final ReadResult ANSWER = new ReadResult.Page(List.of(), Cursor.ORIGIN, false, false);

    private final List<CompletableFuture<ReadResult>> asked = new ArrayList<>();
    private final SharedReads reads = new SharedReads(
            question -> {
                CompletableFuture<ReadResult> answer = new CompletableFuture<>();
                asked.add(answer);
                return answer;
            },
            new SimpleMeterRegistry());

    @Test
    void read_sameQuestionMeanwhile_isAskedOnceAndAnsweredToAll() {
        CompletableFuture<ReadResult> first = reads.read(QUESTION).toCompletableFuture();
        CompletableFuture<ReadResult> second = reads.read(QUESTION).toCompletableFuture();
        asked.get(0).complete(ANSWER);

        assertThat(asked).hasSize(1);
        assertThat(first).isCompletedWithValue(ANSWER);
        assertThat(second).isCompletedWithValue(ANSWER);
    }

    @Test
    void read_afterTheAnswer_isAskedAgain() {
        reads.read(QUESTION);
        asked.get(0).completeExceptionally(new IllegalStateException("away"));
        reads.read(QUESTION);

        assertThat(asked).hasSize(2);
    }

    @Test
    void read_anotherViewer_isAnotherQuestion() {
        reads.read(QUESTION);
        reads.read(QUESTION.as(new UserId("ann")));

        assertThat(asked).hasSize(2);
    }
}
