@NullMarked
package live.danmaku.push.connector.edge.packet;

import org.jspecify.annotations.NullMarked;
