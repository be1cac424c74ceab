/** The MySQL adapters on a real MySQL. */
@NullMarked
package live.danmaku.db.mysql;

import org.jspecify.annotations.NullMarked;
