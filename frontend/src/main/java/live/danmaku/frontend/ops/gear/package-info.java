/** Gears as ops see and pin them. */
@NullMarked
package live.danmaku.frontend.ops.gear;

import org.jspecify.annotations.NullMarked;
