/** The embedded engines as a child process: the parent's side, which has none of their classes. */
@NullMarked
package live.danmaku.standalone.engines;

import org.jspecify.annotations.NullMarked;
