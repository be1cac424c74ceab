/** What can be given and at which price, what was given, and what is told of it. */
@NullMarked
package live.danmaku.model.gift;

import org.jspecify.annotations.NullMarked;
