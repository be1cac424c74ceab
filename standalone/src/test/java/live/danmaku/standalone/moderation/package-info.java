/** Moderating rooms, as moderators and viewers meet it. */
@NullMarked
package live.danmaku.standalone.moderation;

import org.jspecify.annotations.NullMarked;
