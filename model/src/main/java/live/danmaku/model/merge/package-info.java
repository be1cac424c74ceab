/** Many messages that become few: combos of gifts, likes, status updates. */
@NullMarked
package live.danmaku.model.merge;

import org.jspecify.annotations.NullMarked;
