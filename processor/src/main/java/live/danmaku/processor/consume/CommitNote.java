package live.danmaku.processor.consume;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What is remembered with a committed offset.
 *
 * @param recordedAt the Kafka timestamp of the last record before it, in ms since 1970
 * @param storeId the store it was appended to; empty when that was not known
 * @param rebuiltBelow see {@link Beginning#rebuiltBelow()}; 0 when the offset is beyond that
 */
record CommitNote(long recordedAt, String storeId, long rebuiltBelow) {

    /** The note of a commit; empty when somebody else made it. */
    static Optional<CommitNote> of(OffsetAndMetadata commit) {
        String[] words = commit.metadata().split(" ", -1);
        if (words.length != 2 && words.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CommitNote(
                    Long.parseLong(words[0]), words[1], words.length == 3 ? Long.parseLong(words[2]) : 0));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return rebuiltBelow > 0 ? recordedAt + " " + storeId + " " + rebuiltBelow : recordedAt + " " + storeId;
    }
}
