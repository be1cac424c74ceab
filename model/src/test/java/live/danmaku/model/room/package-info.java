@NullMarked
package live.danmaku.model.room;

import org.jspecify.annotations.NullMarked;
