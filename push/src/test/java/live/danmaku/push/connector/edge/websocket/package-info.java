@NullMarked
package live.danmaku.push.connector.edge.websocket;

import org.jspecify.annotations.NullMarked;
