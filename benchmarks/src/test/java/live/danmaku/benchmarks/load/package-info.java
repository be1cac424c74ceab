@NullMarked
package live.danmaku.benchmarks.load;

import org.jspecify.annotations.NullMarked;
