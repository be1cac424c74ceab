/** What the system decided by itself, what people changed, and what ops can switch. */
@NullMarked
package live.danmaku.model.ops;

import org.jspecify.annotations.NullMarked;
