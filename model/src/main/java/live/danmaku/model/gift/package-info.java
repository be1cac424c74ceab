/** What can be given, and at which price. */
@NullMarked
package live.danmaku.model.gift;

import org.jspecify.annotations.NullMarked;
