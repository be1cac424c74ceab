/** Measures how far flows are behind and chooses their gears. */
@NullMarked
package live.danmaku.processor.gear;

import org.jspecify.annotations.NullMarked;
