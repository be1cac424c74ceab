/** Rooms as every request needs them. */
@NullMarked
package live.danmaku.frontend.room;

import org.jspecify.annotations.NullMarked;
