/** The frame of the protocol: 16 bytes and a body. */
@NullMarked
package live.danmaku.push.connector.edge.packet;

import org.jspecify.annotations.NullMarked;
