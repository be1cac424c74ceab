package live.danmaku.tools.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * A run: hostile input from several connections at once, the same for the same seed, with a {@link Victim} beside it.
 * Blocks.
 */
public final class Fuzz {

    private static final long CALM_SECONDS = 10;
    private static final long LOOK_MS = 1_000;

    /** Connections of the run are gone by then; idle ones of the server's own pools, too. */
    private static final long QUIET_SECONDS = 75;

    private static final int EXTRA_FILES = 40;

    private final FuzzSettings settings;
    private final Consumer<String> progress;

    /** @param progress takes a line now and then */
    public Fuzz(FuzzSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** @throws FuzzException when the server does not give what a run needs */
    public FuzzReport run() throws IOException, InterruptedException {
        Target target = Target.at(settings.url(), settings.linkPort());
        Victim victim = Victim.of(target);
        Thread life = new Thread(victim, "victim");
        life.start();
        Tally tally = new Tally();
        // Its first calls are slow whatever happens, and a server that has seen nothing yet holds little.
        attack(target, tally, Duration.ofSeconds(Math.max(3, settings.length().toSeconds() / 10)), settings.seed() + 1);
        victim.takeTimes();
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        Histogram before = victim.takeTimes();
        Footprint footprint = footprint(target);

        attack(target, tally, settings.length(), settings.seed());

        Histogram during = victim.takeTimes();
        Footprint after = quietFootprint(target, footprint);
        victim.end();
        life.join();
        victim.findings().forEach(tally::find);
        boolean isClean = hasNoControlCharacters(settings.log());
        return new FuzzReport(settings, tally, before, during, footprint, after, isClean);
    }

    private Footprint footprint(Target target) throws IOException, InterruptedException {
        return Footprint.of(target, settings.pid(), settings.log());
    }

    /** Once what the run left open is closed, or after some time. */
    private Footprint quietFootprint(Target target, Footprint before) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
        Footprint now = footprint(target);
        while (now.files() > before.files() + EXTRA_FILES && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            now = footprint(target);
        }
        return now;
    }

    private void attack(Target target, Tally tally, Duration length, long seed) throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        SplittableRandom seeds = new SplittableRandom(seed);
        Pace pace = new Pace(settings.perSecond());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < settings.connections(); i++) {
            SplittableRandom random = seeds.split();
            Thread thread = new Thread(() -> attack(target, tally, random, pace, isOver), "attacker-" + i);
            thread.setUncaughtExceptionHandler((same, failure) -> tally.find("the run itself failed: " + failure));
            thread.start();
            threads.add(thread);
        }
        long end = System.nanoTime() + length.toNanos();
        long next = 0;
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            target.renewTicket();
            if (next++ % 10 == 0) {
                progress.accept("%,d inputs, %d findings"
                        .formatted(tally.total(), tally.findings().size()));
            }
        }
        isOver.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void attack(Target target, Tally tally, SplittableRandom random, Pace pace, AtomicBoolean isOver) {
        Inputs inputs = new Inputs(new Hostile(random), target);
        try (Attacker attacker = new Attacker(target)) {
            while (!isOver.get()) {
                pace.await();
                HostileInput input = inputs.next();
                try {
                    tally.add(input, attacker.send(input));
                } catch (IOException e) {
                    tally.find("no connection: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            tally.find("a connection cannot be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasNoControlCharacters(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .noneMatch(c -> c < ' ' && c != '\n' && c != '\t' || c == 127);
    }
}
