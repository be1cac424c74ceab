/**
 * From the live log to MySQL. {@link live.danmaku.playback.archive.Archiver} shares the rooms among processes; a {@link
 * live.danmaku.playback.archive.LogFollower} copies one room's log, and {@link live.danmaku.playback.archive.Proof} compares the two before
 * anything live goes.
 */
@NullMarked
package live.danmaku.playback.archive;

import org.jspecify.annotations.NullMarked;
