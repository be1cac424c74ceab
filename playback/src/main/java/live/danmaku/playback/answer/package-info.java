/** Answers about finished streams: written once, compressed once, and cached by everybody on their way. */
@NullMarked
package live.danmaku.playback.answer;

import org.jspecify.annotations.NullMarked;
