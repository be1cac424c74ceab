package live.danmaku.push.connector.hub;

import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;

/** What a session that catches up asks for: what is after a place, up to another. Equal questions have one answer. */
record PageQuestion(Topic topic, Cursor from, Cursor until, Encoding encoding) {}
