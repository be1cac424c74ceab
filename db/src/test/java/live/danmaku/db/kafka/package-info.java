/** The Kafka record. */
@NullMarked
package live.danmaku.db.kafka;

import org.jspecify.annotations.NullMarked;
