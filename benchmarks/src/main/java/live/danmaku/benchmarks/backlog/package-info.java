/** Messages that wait in Kafka, and a processor that works them off. */
@NullMarked
package live.danmaku.benchmarks.backlog;

import org.jspecify.annotations.NullMarked;
