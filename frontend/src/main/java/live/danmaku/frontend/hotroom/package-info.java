/**
 * Rooms that many read at once. One loop a room reads the timeline into a snapshot, and polls are answered from it: {@code
 * HotPollHandler → HotRooms → HotRoom → RoomSnapshot}.
 */
@NullMarked
package live.danmaku.frontend.hotroom;

import org.jspecify.annotations.NullMarked;
