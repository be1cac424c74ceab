/** Streams from their first message to their replay, with everything that can go wrong on the way. */
@NullMarked
package live.danmaku.standalone.replay;

import org.jspecify.annotations.NullMarked;
