package live.danmaku.db.kafka;

import java.time.Duration;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a business service wants an audience to get.
 *
 * @param ttl how long it matters
 */
public record Push(
        MessageId id, Topic to, MessageType type, Priority priority, Duration ttl, Sender from, ObjectNode body) {}
