/** Rooms: starting, finding and ending them. */
@NullMarked
package live.danmaku.frontend.room;

import org.jspecify.annotations.NullMarked;
