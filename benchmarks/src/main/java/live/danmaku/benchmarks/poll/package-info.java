/** Polling: how many polls are answered. */
@NullMarked
package live.danmaku.benchmarks.poll;

import org.jspecify.annotations.NullMarked;
