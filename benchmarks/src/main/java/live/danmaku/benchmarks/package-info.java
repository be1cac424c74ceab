/** Measuring the packaged program from outside; {@code scripts/bench --help} lists what can be measured. */
@NullMarked
package live.danmaku.benchmarks;

import org.jspecify.annotations.NullMarked;
