/** Planted mistakes. */
@NullMarked
package live.danmaku.standalone.architecture.planted.frontend.send;

import org.jspecify.annotations.NullMarked;
