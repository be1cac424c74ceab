/** A cheap load generator: HTTP/1.1 over keep-alive connections on one thread. */
@NullMarked
package live.danmaku.benchmarks.load;

import org.jspecify.annotations.NullMarked;
