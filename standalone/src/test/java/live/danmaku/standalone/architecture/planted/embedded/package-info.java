/** Planted mistakes. */
@NullMarked
package live.danmaku.standalone.architecture.planted.embedded;

import org.jspecify.annotations.NullMarked;
