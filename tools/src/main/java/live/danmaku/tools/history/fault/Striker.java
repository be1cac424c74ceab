package live.danmaku.tools.history.fault;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.Deployment;
import live.danmaku.tools.history.system.Layout;
import live.danmaku.tools.history.system.Part;
import live.danmaku.tools.history.system.ServerProcess;
import live.danmaku.tools.history.system.Wire;

/** Does a schedule's faults to a system. For one thread; calls block until a fault's effects should be over. */
public final class Striker {

    /** Sentinel needs about so long to put a replica in a dead master's place. */
    private static final long FAIL_OVER_MS = 2_000;

    private static final long RESTART_MS = 500;

    private final Deployment deployment;
    private final Layout layout;
    private final FaultLog log;

    public Striker(Deployment deployment, Layout layout, FaultLog log) {
        this.deployment = deployment;
        this.layout = layout;
        this.log = log;
    }

    /** @throws live.danmaku.tools.history.system.ScenarioException when it cannot be done; the text says why */
    public void strike(Strike strike) throws InterruptedException {
        String title = strike.title();
        boolean essential = isEssential(strike);
        log.start(title, strike.text(), essential);
        harm(strike);
        log.back(title, strike.text(), essential);
        TimeUnit.MILLISECONDS.sleep(strike.recoverMs());
        log.stop(title, strike.text());
    }

    private boolean isEssential(Strike strike) {
        return switch (strike.kind()) {
            case LOSE -> true;
            case KILL, PAUSE -> layout.isEssential(strike.target());
            default -> false;
        };
    }

    private void harm(Strike strike) throws InterruptedException {
        switch (strike.kind()) {
            case KILL -> kill(deployment.part(strike.target()), strike);
            case PAUSE -> pause(deployment.part(strike.target()), strike);
            case BROKER -> {
                Part broker = deployment.part(strike.target());
                if (strike.how().equals("kill")) {
                    kill(broker, strike);
                } else {
                    pause(broker, strike);
                }
            }
            case REPLICA -> kill(deployment.part("replica"), strike);
            case LOSE -> lose(strike);
            case HOLE -> {
                Wire wire = deployment.wire(strike.target());
                wire.makeHole();
                wait(strike);
                wire.endHole(strike.how().equals("forgotten"));
            }
            case LINK -> {
                Wire wire = deployment.wire(strike.target());
                wire.cut();
                wait(strike);
                wire.mend();
            }
            case CLOCK -> step(strike);
            case ADD -> deployment.addProcessor();
            default -> throw new IllegalArgumentException("fault: %s (expected: a scheduled one)".formatted(strike));
        }
    }

    private static void wait(Strike strike) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(strike.lastsMs());
    }

    private static void kill(Part part, Strike strike) throws InterruptedException {
        part.kill();
        wait(strike);
        part.startAgain();
    }

    private static void pause(Part part, Strike strike) throws InterruptedException {
        part.pause();
        try {
            wait(strike);
        } finally {
            part.resume();
        }
    }

    private void lose(Strike strike) throws InterruptedException {
        if (strike.how().equals("fail-over")) {
            deployment.redis().cutReplication();
            wait(strike);
            deployment.redis().killMaster();
            TimeUnit.MILLISECONDS.sleep(FAIL_OVER_MS);
            deployment.redis().promote();
        } else {
            Map<Path, Long> mark = deployment.redis().mark();
            wait(strike);
            deployment.redis().goBackTo(mark, RESTART_MS);
        }
    }

    private void step(Strike strike) throws InterruptedException {
        ServerProcess process = (ServerProcess) deployment.part(strike.target());
        process.clock().step(Integer.parseInt(strike.how()));
        try {
            wait(strike);
        } finally {
            process.clock().step(0);
        }
    }
}
