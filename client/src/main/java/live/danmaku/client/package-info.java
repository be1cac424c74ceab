/**
 * A client of one room: {@link live.danmaku.client.RoomClient}. It follows the server's route, reads by a long connection (the
 * native dialect over TCP or WebSocket) or by polling, and takes its cursor from one to the other. It knows the wire and
 * nothing of the server's code.
 */
@NullMarked
package live.danmaku.client;

import org.jspecify.annotations.NullMarked;
