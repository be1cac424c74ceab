/** How much parallelism the write path of a flow uses, and why. */
@NullMarked
package live.danmaku.model.gear;

import org.jspecify.annotations.NullMarked;
