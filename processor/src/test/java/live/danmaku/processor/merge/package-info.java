/** Merging on fakes. */
@NullMarked
package live.danmaku.processor.merge;

import org.jspecify.annotations.NullMarked;
