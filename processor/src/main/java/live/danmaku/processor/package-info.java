/**
 * The role that moves messages from Kafka to timelines: {@code RecordConsumer → Appender → TimelineWriter}. It knows
 * nothing of HTTP and clients.
 */
@NullMarked
package live.danmaku.processor;

import org.jspecify.annotations.NullMarked;
