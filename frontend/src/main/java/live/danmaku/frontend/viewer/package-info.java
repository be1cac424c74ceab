/** Who is watching: entering, leaving, ageing out. */
@NullMarked
package live.danmaku.frontend.viewer;

import org.jspecify.annotations.NullMarked;
