/** {@code scripts/bench append}: the way from Kafka to timelines. */
@NullMarked
package live.danmaku.benchmarks.append;

import org.jspecify.annotations.NullMarked;
