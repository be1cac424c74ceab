package live.danmaku.tools.history.run;

import java.util.concurrent.Callable;

/** Lets one fault strike until the run is over. A fault that cannot be done ends the loop with its exception. */
final class FaultLoop implements Callable<Void> {

    private final Fault fault;
    private final RunClock clock;

    FaultLoop(Fault fault, RunClock clock) {
        this.fault = fault;
        this.clock = clock;
    }

    @Override
    public Void call() throws InterruptedException {
        clock.sleep(fault.before());
        while (clock.isRunning()) {
            clock.sleep(fault.strike());
        }
        return null;
    }
}
