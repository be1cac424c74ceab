/** WebSocket: the handshake, whole messages from frames, and the frames that the server makes. */
@NullMarked
package live.danmaku.push.connector.edge.websocket;

import org.jspecify.annotations.NullMarked;
