/** How often somebody may call. */
@NullMarked
package live.danmaku.web.limit;

import org.jspecify.annotations.NullMarked;
