@NullMarked
package live.danmaku.frontend.ops.switches;

import org.jspecify.annotations.NullMarked;
