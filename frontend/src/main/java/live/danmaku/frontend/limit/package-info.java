/** How often a user and an address may call. */
@NullMarked
package live.danmaku.frontend.limit;

import org.jspecify.annotations.NullMarked;
