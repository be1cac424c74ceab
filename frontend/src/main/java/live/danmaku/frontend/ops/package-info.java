/** What ops see and change; all of it needs the role {@code ops}. */
@NullMarked
package live.danmaku.frontend.ops;

import org.jspecify.annotations.NullMarked;
