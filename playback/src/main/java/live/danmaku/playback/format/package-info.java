/** Finished streams' comments in the formats that existing players load unchanged. */
@NullMarked
package live.danmaku.playback.format;

import org.jspecify.annotations.NullMarked;
