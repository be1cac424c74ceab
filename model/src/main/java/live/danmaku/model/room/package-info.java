/** Rooms and who is watching them. */
@NullMarked
package live.danmaku.model.room;

import org.jspecify.annotations.NullMarked;
