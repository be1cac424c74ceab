@NullMarked
package live.danmaku.benchmarks.gears;

import org.jspecify.annotations.NullMarked;
