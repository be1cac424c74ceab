/** The appender on an in-memory timeline. */
@NullMarked
package live.danmaku.processor.append;

import org.jspecify.annotations.NullMarked;
