/**
 * Topics that connectors follow: {@code hint → TimelineTail → TopicFeed → Outbox → Link}. Each topic belongs to one thread,
 * which reads it once for all connectors, keeps what is new in memory, and tells them: of small topics that there is something
 * new, so that they pull; of large ones the content itself.
 */
@NullMarked
package live.danmaku.push.pusher.feed;

import org.jspecify.annotations.NullMarked;
