package live.danmaku.standalone.figures;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.FigureTeller;
import live.danmaku.model.ops.ProcessFigures;
import live.danmaku.model.ops.RoomFigureSource;
import live.danmaku.model.ops.RoomFigures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once a second what this process knows of itself. While the board is away nothing is told. */
public final class FigureReporter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FigureReporter.class);

    /** The busiest; what is told stays small. */
    private static final int MOST_ROOMS = 300;

    private static final Comparator<Map.Entry<RoomId, RoomFigures>> BUSIEST_FIRST = Comparator.comparingLong(
                    (Map.Entry<RoomId, RoomFigures> room) ->
                            room.getValue().sessions() + room.getValue().pollsPerS())
            .reversed();

    private final String process;
    private final String roles;
    private final FigureTeller board;
    private final List<RoomFigureSource> sources;
    private final Meters meters;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "figures"));

    /**
     * @param process unlike any other's name
     * @param roles what it is, separated by commas
     */
    public FigureReporter(
            String process, String roles, FigureTeller board, List<RoomFigureSource> sources, MeterRegistry registry) {
        this.process = process;
        this.roles = roles;
        this.board = board;
        this.sources = sources;
        meters = new Meters(registry);
    }

    public void start() {
        long period = FigureBoard.EVERY.toMillis();
        thread.scheduleAtFixedRate(this::tryTell, period, period, TimeUnit.MILLISECONDS);
    }

    /** A thread pool drops a task that throws. */
    private void tryTell() {
        try {
            board.tell(new ProcessFigures(process, roles, meters.counts(), meters.durations(), rooms()));
        } catch (RuntimeException e) {
            log.debug("no figures, again in a second", e);
        }
    }

    private Map<RoomId, RoomFigures> rooms() {
        Map<RoomId, RoomFigures> rooms = new HashMap<>();
        sources.forEach(
                source -> source.rooms().forEach((room, figures) -> rooms.merge(room, figures, RoomFigures::and)));
        Map<RoomId, RoomFigures> busiest = new HashMap<>();
        rooms.entrySet().stream()
                .sorted(BUSIEST_FIRST)
                .limit(MOST_ROOMS)
                .forEach(room -> busiest.put(room.getKey(), room.getValue()));
        return busiest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
