/** The Kafka side: polling, pausing, committing after the append, rewinding, and the dead-letter topic. */
@NullMarked
package live.danmaku.processor.consume;

import org.jspecify.annotations.NullMarked;
