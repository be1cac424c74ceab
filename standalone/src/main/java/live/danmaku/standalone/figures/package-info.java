/** What a process tells all front ends of itself, for the ops page. */
@NullMarked
package live.danmaku.standalone.figures;

import org.jspecify.annotations.NullMarked;
