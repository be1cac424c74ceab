package live.danmaku.model.timeline;

import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;

/**
 * Some messages of one topic, one type and one Kafka partition, committed in one step and in this order.
 *
 * @param topic whose timeline
 * @param streamStart when the stream began, in ms since 1970; counts only for the first batch of a timeline
 * @param partition the Kafka partition all entries came from; {@value #NO_PARTITION} for messages that are made of others
 * @param sequence tells apart the sequences of offsets that a partition's records of this topic and type are appended in,
 *     each in ascending order; empty where there is one
 * @param acknowledgedOffset the highest offset of this sequence that this writer was told is appended, or -1; a timeline
 *     that knows less has lost a suffix
 * @param known the epoch and the clock of the topic's timeline as this writer was last told, by an append of whatever type,
 *     partition and sequence; {@link Cursor#ORIGIN} when it knows nothing, or no longer expects what it knew to be there. A
 *     timeline that is absent, of another epoch or behind this clock has lost what the writer knows of. No message gets a
 *     place at or below this one, so places do not go back after a fail-over to a server whose clock is behind
 * @param recordedAt the Kafka timestamp of the oldest entry, in ms since 1970; it names the dedupe bucket
 * @param entries 1 to {@value #MAX_ENTRIES} messages of one type whose timestamps lie in one dedupe bucket
 */
public record AppendBatch(
        Topic topic,
        long streamStart,
        int partition,
        String sequence,
        long acknowledgedOffset,
        Cursor known,
        long recordedAt,
        List<TimelineEntry> entries) {

    /** More would hold up everybody else on the same Redis: 50 messages take it about 0.5 ms. */
    public static final int MAX_ENTRIES = 20;

    public static final int NO_PARTITION = -1;

    /** @throws IllegalArgumentException when there is no entry, there are too many, or they are of several types */
    public AppendBatch {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "entries in a batch: %d (expected: 1 to %d)".formatted(entries.size(), MAX_ENTRIES));
        }
        MessageType type = entries.get(0).type();
        if (entries.stream().anyMatch(entry -> entry.type() != type)) {
            throw new IllegalArgumentException(
                    "entries of several types (expected: all %s)".formatted(type.wireName()));
        }
        entries = List.copyOf(entries);
    }

    /** A batch of a partition that has one sequence. */
    public AppendBatch(
            Topic topic,
            long streamStart,
            int partition,
            long acknowledgedOffset,
            Cursor known,
            long recordedAt,
            List<TimelineEntry> entries) {
        this(topic, streamStart, partition, "", acknowledgedOffset, known, recordedAt, entries);
    }

    /** What a timeline remembers the highest offset of: {@code <partition>:<type>} or {@code <partition>:<type>:<sequence>}. */
    public String sequenceName() {
        String all = partition + ":" + type().wireName();
        return sequence.isEmpty() ? all : all + ":" + sequence;
    }

    /** The type of all entries. */
    public MessageType type() {
        return entries.get(0).type();
    }

    /** When the timeline may let go of all of it, in ms since 1970; 0 when an entry does not expire. */
    public long expiresAt() {
        return entries.stream().mapToLong(TimelineEntry::expiresAt).min().orElse(0) == 0
                ? 0
                : entries.stream().mapToLong(TimelineEntry::expiresAt).max().orElse(0);
    }
}
