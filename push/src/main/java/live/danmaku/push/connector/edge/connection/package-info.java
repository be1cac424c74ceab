/** One client's connection, and what those of an event loop share. */
@NullMarked
package live.danmaku.push.connector.edge.connection;

import org.jspecify.annotations.NullMarked;
