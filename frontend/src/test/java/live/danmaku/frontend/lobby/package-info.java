/** Starting rooms. */
@NullMarked
package live.danmaku.frontend.lobby;

import org.jspecify.annotations.NullMarked;
