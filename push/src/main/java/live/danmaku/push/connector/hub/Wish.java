package live.danmaku.push.connector.hub;

import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A topic that a session is to follow.
 *
 * @param cursor where it goes on from; null: from now on
 */
record Wish(Topic topic, @Nullable Cursor cursor) {}
