/** {@code scripts/bench gears}: a burst in one room, on a slow way to Redis. */
@NullMarked
package live.danmaku.benchmarks.gears;

import org.jspecify.annotations.NullMarked;
