/**
 * The adapters: timelines and presence in {@link live.danmaku.db.redis Redis}, rooms in {@link live.danmaku.db.mysql
 * MySQL}, messages on their way in {@link live.danmaku.db.kafka Kafka}. A role imports the configurations of those it
 * uses.
 */
@NullMarked
package live.danmaku.db;

import org.jspecify.annotations.NullMarked;
