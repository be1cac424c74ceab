/**
 * Makes a run to be judged: a system of several processes, parties that use it and write their histories, and faults.
 * {@code CheckHistory} is the program, {@code Scenario} the run.
 */
@NullMarked
package live.danmaku.tools.history.run;

import org.jspecify.annotations.NullMarked;
