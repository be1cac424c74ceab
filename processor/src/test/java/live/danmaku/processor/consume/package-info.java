/** The processor on a real Kafka and a real Redis. */
@NullMarked
package live.danmaku.processor.consume;

import org.jspecify.annotations.NullMarked;
