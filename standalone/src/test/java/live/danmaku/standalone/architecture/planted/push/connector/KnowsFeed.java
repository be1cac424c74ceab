package live.danmaku.standalone.architecture.planted.push.connector;

import live.danmaku.model.MessageType;
import live.danmaku.standalone.architecture.planted.push.pusher.Feed;

/** A connector that knows a pusher, and what messages are. */
final class KnowsFeed {

    final Feed feed = new Feed();
    final MessageType type = MessageType.GIFT;
}
