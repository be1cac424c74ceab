package live.danmaku.model.timeline;

import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;

/**
 * One message on its way into a timeline.
 *
 * @param offset its Kafka offset
 * @param id what it is deduplicated by
 * @param type which sorted set it goes to
 * @param payload the message's JSON in UTF-8, holding the id; stored and served as it is, never parsed. Not to be changed
 *     after the call
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only; copying it would cost the hot path
public record TimelineEntry(long offset, MessageId id, MessageType type, byte[] payload) {}
