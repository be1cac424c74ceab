@NullMarked
package live.danmaku.db.cache;

import org.jspecify.annotations.NullMarked;
