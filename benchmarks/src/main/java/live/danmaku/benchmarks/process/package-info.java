/** The processes that are measured: starting, pinning, counting their CPU time, ending them. */
@NullMarked
package live.danmaku.benchmarks.process;

import org.jspecify.annotations.NullMarked;
