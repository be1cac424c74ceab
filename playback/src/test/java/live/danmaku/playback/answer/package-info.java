/** How many answers are made at a time. */
@NullMarked
package live.danmaku.playback.answer;

import org.jspecify.annotations.NullMarked;
