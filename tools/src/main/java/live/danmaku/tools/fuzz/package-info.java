/** Hostile input by the million against a server, beside a client that measures what others feel. */
@NullMarked
package live.danmaku.tools.fuzz;

import org.jspecify.annotations.NullMarked;
