/** Answers about finished streams. */
@NullMarked
package live.danmaku.playback.replay;

import org.jspecify.annotations.NullMarked;
