/** Planted mistakes. */
@NullMarked
package live.danmaku.standalone.architecture.planted.model;

import org.jspecify.annotations.NullMarked;
