@NullMarked
package live.danmaku.frontend.room;

import org.jspecify.annotations.NullMarked;
