package live.danmaku.tools.history.run;

import java.time.Duration;

/** Does one kind of harm, again and again. */
interface Fault {

    /** There is no next one. */
    Duration NO_MORE = Duration.ofDays(1);

    /** Until the first one. */
    Duration before();

    /**
     * Strikes once; blocks until the harm is over as far as that can be seen from outside.
     *
     * @return how long to wait until the next one
     * @throws ScenarioException when it cannot be done; the text says why
     */
    Duration strike() throws InterruptedException;
}
