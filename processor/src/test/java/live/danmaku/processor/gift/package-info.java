/** Tests of gifts on their way. */
@NullMarked
package live.danmaku.processor.gift;

import org.jspecify.annotations.NullMarked;
