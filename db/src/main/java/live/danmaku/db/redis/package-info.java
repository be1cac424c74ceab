/** Timelines, hints and presence in Redis. All keys of a topic share one hash tag, so a topic lives on one shard. */
@NullMarked
package live.danmaku.db.redis;

import org.jspecify.annotations.NullMarked;
