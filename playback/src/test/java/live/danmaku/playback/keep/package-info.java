@NullMarked
package live.danmaku.playback.keep;

import org.jspecify.annotations.NullMarked;
