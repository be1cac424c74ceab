/** Planted mistakes. */
@NullMarked
package live.danmaku.standalone.architecture.planted.processor.append;

import org.jspecify.annotations.NullMarked;
