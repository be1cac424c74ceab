/** Connections and requests that do not end. */
@NullMarked
package live.danmaku.web.connection;

import org.jspecify.annotations.NullMarked;
