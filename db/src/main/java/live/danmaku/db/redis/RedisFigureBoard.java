package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.ProcessFigures;

/** Figures in the hash {@code danmaku:figures}: process → the time, and a {@link FigureText}. Thread-safe. */
public final class RedisFigureBoard implements FigureBoard {

    private static final byte[] KEY = "danmaku:figures".getBytes(UTF_8);

    private final RedisLink redis;

    public RedisFigureBoard(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> tell(ProcessFigures figures) {
        byte[] process = figures.process().getBytes(UTF_8);
        String text = FigureText.of(figures);
        return redis.commands()
                .time()
                .thenCompose(clock -> redis.commands()
                        .hset(KEY, process, (Replies.millis(clock) + "\n" + text).getBytes(UTF_8))
                        .thenAccept(isNew -> {}));
    }

    @Override
    public CompletionStage<List<ProcessFigures>> read() {
        CompletionStage<List<byte[]>> time = redis.commands().time();
        return redis.commands()
                .hgetall(KEY)
                .thenCombine(time, (told, clock) -> since(Replies.millis(clock) - KEPT.toMillis(), told));
    }

    private List<ProcessFigures> since(long earliest, Map<byte[], byte[]> told) {
        List<ProcessFigures> figures = new ArrayList<>();
        told.forEach((process, value) -> {
            String text = new String(value, UTF_8);
            int line = text.indexOf('\n');
            if (Long.parseLong(text.substring(0, line)) < earliest) {
                redis.commands().hdel(KEY, process); // it is gone, or will tell again
            } else {
                figures.add(FigureText.parse(new String(process, UTF_8), text.substring(line + 1)));
            }
        });
        figures.sort(Comparator.comparing(ProcessFigures::process));
        return figures;
    }
}
