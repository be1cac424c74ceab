package live.danmaku.model;

/**
 * A message on its way from a front end through Kafka to a timeline.
 *
 * @param topic whose timeline it is for
 * @param streamStart when the topic's stream began, in ms since 1970
 * @param acceptedAt when the front end took it, in ms since 1970; lag is counted from here
 * @param payload the message's JSON in UTF-8 as readers get it, holding the id. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying it would cost the hot path
public record AcceptedMessage(
        Topic topic, MessageId id, MessageType type, long streamStart, long acceptedAt, byte[] payload) {}
