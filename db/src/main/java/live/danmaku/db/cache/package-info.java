/** What processes remember of stores for a second. */
@NullMarked
package live.danmaku.db.cache;

import org.jspecify.annotations.NullMarked;
