@NullMarked
package live.danmaku.benchmarks.report;

import org.jspecify.annotations.NullMarked;
