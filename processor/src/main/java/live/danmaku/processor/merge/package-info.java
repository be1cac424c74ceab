/**
 * Messages that are merged on their way to a timeline: {@code MergingTimeline → MergeStore}, then {@code MergedMessages →
 * TimelineWriter}, at once or when {@code DueMerges} finds it due.
 */
@NullMarked
package live.danmaku.processor.merge;

import org.jspecify.annotations.NullMarked;
