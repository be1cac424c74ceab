package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.ScenarioException;
import org.jspecify.annotations.Nullable;

/**
 * A viewer that polls a room: with its own cursor, its own period and pages of uneven length. One that is restless goes
 * back to an older cursor of its own at times, as a client does that was restarted.
 */
final class Poller implements Runnable {

    private static final int SHORTEST_PAGE = 20;
    private static final int LONGEST_PAGE = 200;
    private static final int CURSORS_KEPT = 50;
    private static final long END_WITHIN = TimeUnit.SECONDS.toNanos(30);

    private final Reader reader;
    private final Duration period;
    private final boolean restless;
    private final RunNotes notes;
    private final Random random;
    private final List<String> cursors = new ArrayList<>();
    private volatile boolean over;

    Poller(Reader reader, Duration period, boolean restless, RunNotes notes, Random random) {
        this.reader = reader;
        this.period = period;
        this.restless = restless;
        this.notes = notes;
        this.random = random;
    }

    /**
     * Reads until it was told that all is over, and then to the end; blocks.
     *
     * @throws ScenarioException when it cannot read to the end
     */
    @Override
    public void run() {
        try {
            while (!over) {
                step();
                TimeUnit.NANOSECONDS.sleep(period.toNanos());
            }
            long deadline = System.nanoTime() + END_WITHIN;
            Reader.@Nullable Page page = step();
            while (page == null || page.more()) {
                if (System.nanoTime() > deadline) {
                    throw new ScenarioException("a reader cannot read to the end");
                }
                page = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reader.@Nullable Page step() throws InterruptedException {
        if (restless && !over && !cursors.isEmpty() && random.nextInt(25) == 0) {
            reader.goTo(cursors.get(random.nextInt(cursors.size())));
        }
        Reader.Page page = reader.read(SHORTEST_PAGE + random.nextInt(LONGEST_PAGE - SHORTEST_PAGE));
        if (page != null) {
            page.messages().forEach(seen -> notes.seen(seen.id()));
            remember(reader.cursor());
        }
        return page;
    }

    private void remember(@Nullable String cursor) {
        if (cursor != null) {
            cursors.add(cursor);
        }
        if (cursors.size() > CURSORS_KEPT) {
            cursors.remove(0);
        }
    }

    /** No more messages come: the next page that is not full is the last. */
    void end() {
        over = true;
    }
}
