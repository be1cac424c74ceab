/** How often a user may call. */
@NullMarked
package live.danmaku.frontend.limit;

import org.jspecify.annotations.NullMarked;
