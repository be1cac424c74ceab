package live.danmaku.model.timeline;

/**
 * A message in a timeline.
 *
 * @param place its score; strictly increasing inside an epoch
 * @param payload its JSON in UTF-8, exactly as it was appended. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by place; copying the bytes would cost the hot path
public record StoredMessage(long place, byte[] payload) {}
