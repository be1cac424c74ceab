/**
 * Finished streams in fixed pieces of time, from the nearest place that has them: this process's memory, the playback Redis,
 * MySQL. Live Redis is never asked.
 */
@NullMarked
package live.danmaku.playback.slice;

import org.jspecify.annotations.NullMarked;
