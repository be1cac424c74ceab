package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.ops.Durations;
import live.danmaku.model.ops.ProcessFigures;
import live.danmaku.model.ops.RoomFigures;
import org.junit.jupiter.api.Test;

class RedisFigureBoardIT {

    private final RedisFigureBoard board = new RedisFigureBoard(SharedRedis.LINK);
    private final String process = UUID.randomUUID().toString();

    @Test
    void read_whatWasTold_isTheSame() {
        ProcessFigures told = new ProcessFigures(
                process,
                "frontend,pusher",
                Map.of("accepted", 7L, "drop.kafka-away", 0L),
                Map.of("visible", new Durations(new TreeMap<>(Map.of(1_000L, 3L, Long.MAX_VALUE, 4L)))),
                Map.of(
                        new RoomId("r1"), new RoomFigures(20, 1, 300, "broadcast"),
                        new RoomId("r2"), new RoomFigures(1, 0, 0, "")));
        get(board.tell(told));

        assertThat(get(board.read())).contains(told);
    }

    @Test
    void tell_again_replacesWhatWasTold() {
        get(board.tell(new ProcessFigures(process, "frontend", Map.of("accepted", 7L), Map.of(), Map.of())));
        ProcessFigures next = new ProcessFigures(process, "frontend", Map.of(), Map.of(), Map.of());
        get(board.tell(next));

        assertThat(get(board.read()))
                .filteredOn(figures -> figures.process().equals(process))
                .isEqualTo(List.of(next));
    }

    @Test
    void read_whatWasToldLongAgo_isLeftOut() {
        byte[] longAgo = "1\nfrontend".getBytes(UTF_8);
        get(SharedRedis.LINK.commands().hset("danmaku:figures".getBytes(UTF_8), process.getBytes(UTF_8), longAgo));

        assertThat(get(board.read())).noneMatch(figures -> figures.process().equals(process));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
