/** The price table, what became of gifts, and who gave most. */
@NullMarked
package live.danmaku.frontend.gift;

import org.jspecify.annotations.NullMarked;
