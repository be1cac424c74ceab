package live.danmaku.tools.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The judgement of a feed.
 *
 * @param lines of the recording that were to be sent
 * @param accepted answered 202 and to be seen once by every reader
 * @param mergeable answered 202, but the server may merge them into others: not judged
 * @param rejections answers 4xx, counted by reason
 * @param unclear given up without a clear answer, counted by reason
 * @param repeats tries after 429, 5xx or no answer
 * @param visible accepted messages that the live reader saw
 * @param duplicates how often any reader saw a message again
 * @param missing accepted messages that a reader did not see
 * @param unexpected ids that were seen though they were not accepted
 * @param oneOrder whether both readers saw the same messages in the same order
 * @param latencyMicros from the 202 to the answer that showed the message to the live reader; 0 when that came first
 * @param gap whether a reader was told that messages are no longer kept
 * @param feeding how long sending took
 * @param mostBehind how long after its time a message was sent at most
 */
record Summary(
        int lines,
        int accepted,
        int mergeable,
        Map<String, Long> rejections,
        Map<String, Long> unclear,
        long repeats,
        int visible,
        int duplicates,
        int missing,
        int unexpected,
        boolean oneOrder,
        boolean gap,
        Histogram latencyMicros,
        Duration feeding,
        Duration mostBehind) {

    /**
     * @param live what the reader saw that read while the room was fed
     * @param afterwards what a second reader saw from the start of the room when all was over
     */
    static Summary judge(
            int lines, Outcomes outcomes, Sighting live, Sighting afterwards, boolean gap, Duration feeding) {
        Map<String, Long> accepted = outcomes.acceptedAt();
        Histogram latency = new Histogram(3);
        int visible = 0;
        int missing = 0;
        for (Map.Entry<String, Long> message : accepted.entrySet()) {
            Long seenAt = live.firstSeenAt().get(message.getKey());
            if (seenAt != null) {
                visible++;
                latency.recordValue(Math.max(0, (seenAt - message.getValue()) / 1_000));
            }
            if (seenAt == null || !afterwards.firstSeenAt().containsKey(message.getKey())) {
                missing++;
            }
        }
        Set<String> unexpected = new HashSet<>(live.firstSeenAt().keySet());
        unexpected.addAll(afterwards.firstSeenAt().keySet());
        unexpected.removeAll(accepted.keySet());
        unexpected.removeAll(outcomes.acceptedMergeable());
        unexpected.removeAll(outcomes.unclearIds());
        return new Summary(
                lines,
                accepted.size(),
                outcomes.acceptedMergeable().size(),
                outcomes.rejections(),
                outcomes.unclear(),
                outcomes.repeats(),
                visible,
                live.duplicates() + afterwards.duplicates(),
                missing,
                unexpected.size(),
                live.order().equals(afterwards.order()),
                gap,
                latency,
                feeding,
                Duration.ofNanos(outcomes.mostBehindNanos()));
    }

    /** Accepted = visible, each once, one order, nothing unclear. Rejections are the server's right. */
    boolean isGood() {
        return faults().isEmpty();
    }

    /** What is wrong, in words; empty when all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        fault(faults, missing, "accepted but not seen by every reader");
        fault(faults, duplicates, "seen again");
        fault(faults, unexpected, "seen though not accepted");
        fault(faults, count(unclear), "given up without a clear answer");
        if (gap) {
            faults.add("the server told a reader of a gap");
        }
        if (!oneOrder) {
            faults.add("two readers saw different orders");
        }
        return faults;
    }

    long rejected() {
        return count(rejections);
    }

    private static void fault(List<String> faults, long count, String what) {
        if (count > 0) {
            faults.add(count + " " + what);
        }
    }

    private static long count(Map<String, Long> reasons) {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
}
