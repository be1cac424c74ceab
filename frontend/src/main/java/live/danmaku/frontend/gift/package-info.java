/** The price table. */
@NullMarked
package live.danmaku.frontend.gift;

import org.jspecify.annotations.NullMarked;
