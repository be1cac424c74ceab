@NullMarked
package live.danmaku.model.gear;

import org.jspecify.annotations.NullMarked;
