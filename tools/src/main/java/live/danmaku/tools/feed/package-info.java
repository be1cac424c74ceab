/**
 * Feeds a recorded chat into a room and proves that what was accepted is seen: {@code Recording → Feeder → RoomApi}, with
 * {@code LiveReader} reading the room at the same time and {@code Summary} judging.
 */
@NullMarked
package live.danmaku.tools.feed;

import org.jspecify.annotations.NullMarked;
