/**
 * Server-sent events, the step between WebSocket and polling: {@code EventsController → EventStream → RoomFeed →
 * TimelineReader}. A room is followed once for all its viewers on a front end, and what is read is encoded once.
 */
@NullMarked
package live.danmaku.frontend.events;

import org.jspecify.annotations.NullMarked;
