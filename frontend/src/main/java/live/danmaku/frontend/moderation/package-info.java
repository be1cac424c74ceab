/** What moderators set for a room, and what it means for those who send. */
@NullMarked
package live.danmaku.frontend.moderation;

import org.jspecify.annotations.NullMarked;
