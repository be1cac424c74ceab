@NullMarked
package live.danmaku.processor.gear;

import org.jspecify.annotations.NullMarked;
