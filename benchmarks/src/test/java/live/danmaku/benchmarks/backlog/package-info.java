@NullMarked
package live.danmaku.benchmarks.backlog;

import org.jspecify.annotations.NullMarked;
