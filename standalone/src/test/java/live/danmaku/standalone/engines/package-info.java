@NullMarked
package live.danmaku.standalone.engines;

import org.jspecify.annotations.NullMarked;
