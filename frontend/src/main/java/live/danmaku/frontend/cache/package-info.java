/** What front ends remember of stores for a second. */
@NullMarked
package live.danmaku.frontend.cache;

import org.jspecify.annotations.NullMarked;
