/** Polling: {@code PollController → TimelineReader}. */
@NullMarked
package live.danmaku.frontend.poll;

import org.jspecify.annotations.NullMarked;
