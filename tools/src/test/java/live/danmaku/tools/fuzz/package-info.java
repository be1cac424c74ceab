@NullMarked
package live.danmaku.tools.fuzz;

import org.jspecify.annotations.NullMarked;
