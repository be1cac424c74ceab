/**
 * The log of a topic and its two ports: {@link live.danmaku.model.timeline.TimelineWriter} appends, {@link
 * live.danmaku.model.timeline.TimelineReader} reads from a cursor; {@link live.danmaku.model.timeline.HintSource} tells
 * that there may be something new.
 */
@NullMarked
package live.danmaku.model.timeline;

import org.jspecify.annotations.NullMarked;
