/** Whole streams as files: recordings become streams that can be replayed, and streams become recordings. */
@NullMarked
package live.danmaku.playback.transfer;

import org.jspecify.annotations.NullMarked;
