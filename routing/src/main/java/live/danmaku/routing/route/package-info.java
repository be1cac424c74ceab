/** The answer to "how do I connect?". */
@NullMarked
package live.danmaku.routing.route;

import org.jspecify.annotations.NullMarked;
