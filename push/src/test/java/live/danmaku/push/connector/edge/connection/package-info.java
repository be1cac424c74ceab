@NullMarked
package live.danmaku.push.connector.edge.connection;

import org.jspecify.annotations.NullMarked;
