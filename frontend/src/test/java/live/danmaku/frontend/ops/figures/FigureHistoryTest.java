package live.danmaku.frontend.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.Durations;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.ProcessFigures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FigureHistoryTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FigureHistory history =
            new FigureHistory(new NoBoard(), Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC));

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void take_twoProcesses_areAddedUpASecond() {
        history.take(List.of(process("a", 100), process("b", 7)), 0);
        history.take(List.of(process("a", 140), process("b", 27)), 2 * SECOND);

        Moment moment = onlyMoment();
        assertThat(moment.at()).isEqualTo(5_000);
        assertThat(moment.acceptedPerS()).isEqualTo(30);
        assertThat(moment.drops()).isEqualTo(Map.of("messages-refused.overload", 30.0));
        assertThat(moment.visible().p50()).isEqualTo(0.5);
    }

    @Test
    void take_processThatIsNew_countsFromTheNextLook() {
        history.take(List.of(process("a", 100)), 0);
        history.take(List.of(process("a", 101), process("b", 1_000_000)), SECOND);

        assertThat(onlyMoment().acceptedPerS()).isEqualTo(1);
    }

    @Test
    void take_processThatIsGone_makesNothingNegative() {
        history.take(List.of(process("a", 100), process("b", 50)), 0);
        history.take(List.of(process("b", 50)), SECOND);

        assertThat(onlyMoment().acceptedPerS()).isZero();
        assertThat(onlyMoment().visible().p50()).as("nothing was measured").isNull();
    }

    @Test
    void since_aMomentThatIsKnown_isWhatCameAfter() {
        history.take(List.of(process("a", 100)), 0);
        history.take(List.of(process("a", 100)), SECOND);

        assertThat(history.since(4_999)).hasSize(1);
        assertThat(history.since(5_000)).isEmpty();
    }

    private Moment onlyMoment() {
        assertThat(history.since(0)).hasSize(1);
        return history.since(0).get(0);
    }

    /** Each message took up to a ms, and one was refused for each that was accepted. */
    private static ProcessFigures process(String name, long accepted) {
        return new ProcessFigures(
                name,
                "frontend",
                Map.of("accepted", accepted, "drop.messages-refused.overload", accepted),
                Map.of("visible", new Durations(new TreeMap<>(Map.of(1_000L, accepted, Long.MAX_VALUE, accepted)))),
                Map.of());
    }

    private static final class NoBoard implements FigureBoard {

        @Override
        public CompletionStage<Void> tell(ProcessFigures figures) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<List<ProcessFigures>> read() {
            return new CompletableFuture<>();
        }
    }
}
