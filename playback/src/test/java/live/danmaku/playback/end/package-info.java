/** Tests of ending streams. */
@NullMarked
package live.danmaku.playback.end;

import org.jspecify.annotations.NullMarked;
