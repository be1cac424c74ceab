/**
 * The role for streams that end. So far it brings their timelines to an end ({@link live.danmaku.playback.end}); keeping
 * and replaying them belongs here.
 */
@NullMarked
package live.danmaku.playback;

import org.jspecify.annotations.NullMarked;
