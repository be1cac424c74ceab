/** What is kept for some time only. */
@NullMarked
package live.danmaku.playback.keep;

import org.jspecify.annotations.NullMarked;
