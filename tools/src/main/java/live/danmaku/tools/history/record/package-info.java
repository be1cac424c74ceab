/**
 * What happened in a run, as its parties saw it: one JSON line a call and its answer, a file a party, a folder a run. The
 * format is described in {@code docs/history.md}.
 */
@NullMarked
package live.danmaku.tools.history.record;

import org.jspecify.annotations.NullMarked;
