@NullMarked
package live.danmaku.benchmarks;

import org.jspecify.annotations.NullMarked;
