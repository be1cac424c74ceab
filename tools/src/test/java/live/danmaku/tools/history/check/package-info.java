/** Each verdict has a history that must fail and one that must pass. */
@NullMarked
package live.danmaku.tools.history.check;

import org.jspecify.annotations.NullMarked;
