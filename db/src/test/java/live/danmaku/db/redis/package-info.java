/** The Redis adapters on a real Redis. */
@NullMarked
package live.danmaku.db.redis;

import org.jspecify.annotations.NullMarked;
