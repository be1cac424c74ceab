/** The Kafka record in which roles meet: its topic, its format, making and publishing it, and whether the cluster can be reached. */
@NullMarked
package live.danmaku.db.kafka;

import org.jspecify.annotations.NullMarked;
