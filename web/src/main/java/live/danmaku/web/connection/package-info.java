/** HTTP's connections: how many there may be, and how long a request may take to arrive. */
@NullMarked
package live.danmaku.web.connection;

import org.jspecify.annotations.NullMarked;
