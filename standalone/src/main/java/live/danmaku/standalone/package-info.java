/** The launcher: any set of roles in one process, all of them by default. */
@NullMarked
package live.danmaku.standalone;

import org.jspecify.annotations.NullMarked;
