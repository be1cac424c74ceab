/** What all processes together do, as ops see it. */
@NullMarked
package live.danmaku.frontend.ops.figures;

import org.jspecify.annotations.NullMarked;
