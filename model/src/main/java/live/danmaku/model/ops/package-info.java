/** What the system decided by itself, and what people changed. */
@NullMarked
package live.danmaku.model.ops;

import org.jspecify.annotations.NullMarked;
