package live.danmaku.benchmarks.fanout;

import java.time.Duration;

/**
 * One slice of one broadcaster.
 *
 * @param deliveries messages that arrived at subscribers
 * @param published messages that were taken
 * @param subscribersPerRoom how many should get each
 * @param framesPerSubscriberSecond how often each subscriber got something
 * @param p50 ms from posting to arrival
 * @param p99 ms
 * @param p99SinceAppend ms from when a frame's last message was appended; not a number where frames do not tell
 * @param cpuTime of the process that holds the connections
 */
record FanoutRound(
        long deliveries,
        long published,
        int subscribersPerRoom,
        double framesPerSubscriberSecond,
        double p50,
        double p99,
        double p99SinceAppend,
        Duration elapsed,
        Duration cpuTime) {

    double perSecond() {
        return deliveries / (elapsed.toNanos() / 1e9);
    }

    double perCpuSecond() {
        return deliveries / (cpuTime.toNanos() / 1e9);
    }

    /** 1 when every subscriber got every message; what is still under way at the end of a slice is missing. */
    double arrived() {
        return (double) deliveries / published / subscribersPerRoom;
    }
}
