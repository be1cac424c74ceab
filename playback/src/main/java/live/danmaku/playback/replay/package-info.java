/** Finished streams by stream time, as JSON: pages, how lively they were, and deleting from them. */
@NullMarked
package live.danmaku.playback.replay;

import org.jspecify.annotations.NullMarked;
