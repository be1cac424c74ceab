/** Planted mistakes. */
@NullMarked
package live.danmaku.standalone.architecture.planted.frontend.room;

import org.jspecify.annotations.NullMarked;
