/** Tests of gifts' outcomes and of rankings. */
@NullMarked
package live.danmaku.frontend.gift;

import org.jspecify.annotations.NullMarked;
