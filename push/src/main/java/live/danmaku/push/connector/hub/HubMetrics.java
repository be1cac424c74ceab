package live.danmaku.push.connector.hub;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of a connector's sessions and topics. Thread-safe. */
final class HubMetrics {

    private static final String LEFT_OUT = "danmaku.connector.left.out";
    private static final String MEMBERS = "danmaku.connector.members";

    private final LongAdder sessions = new LongAdder();
    private final LongAdder live = new LongAdder();
    private final LongAdder joining = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder holes = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder stray = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder pulls = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder lateAnswers = new LongAdder();
    private final LongAdder overflows = new LongAdder();
    private final LongAdder leftOutSlow = new LongAdder();
    private final LongAdder leftOutBehind = new LongAdder();
    private final LongAdder leftOutUnfit = new LongAdder();
    private final LongAdder closedSlow = new LongAdder();
    private final LongAdder refusedTopics = new LongAdder();
    private volatile int waitingPages;
    private volatile int topics;

    HubMetrics(MeterRegistry registry) {
        members(registry, "live", live);
        members(registry, "joining", joining);
        members(registry, "slow", slow);
        Gauge.builder("danmaku.connector.topics", this, self -> self.topics)
                .description("Topics that this connector follows")
                .register(registry);
        Gauge.builder("danmaku.connector.pages.waiting", this, self -> self.waitingPages)
                .description("Questions of sessions that catch up, waiting for their turn")
                .register(registry);
        counter(registry, "danmaku.connector.writes", writes, "Batches written to sessions");
        counter(registry, "danmaku.connector.bytes", bytes, "Bytes of batches written to sessions");
        counter(registry, "danmaku.connector.batches", batches, "Batches that continued a topic");
        counter(registry, "danmaku.connector.holes", holes, "Holes seen in a topic's chain, each repaired by a pull");
        counter(registry, "danmaku.connector.repeated", repeated, "Batches that had been passed on already");
        counter(registry, "danmaku.connector.stray", stray, "Words about topics that nobody here follows");
        counter(registry, "danmaku.connector.malformed", malformed, "Words of a pusher that could not be read");
        counter(registry, "danmaku.connector.pulls", pulls, "Questions to pushers for messages");
        counter(registry, "danmaku.connector.pulls.unanswered", unanswered, "Questions that were asked again");
        counter(registry, "danmaku.connector.pulls.late", lateAnswers, "Answers that came when nobody waited any more");
        counter(registry, "danmaku.connector.overflows", overflows, "Joining sessions for which too much went live");
        leftOut(registry, "slow", leftOutSlow);
        leftOut(registry, "behind", leftOutBehind);
        leftOut(registry, "unfit", leftOutUnfit);
        counter(registry, "danmaku.connector.topics.refused", refusedTopics, "Topics that a session may not follow");
        counter(registry, "danmaku.connector.closed.slow", closedSlow, "Connections closed because they were too slow");
    }

    private static void members(MeterRegistry registry, String state, LongAdder value) {
        Gauge.builder(MEMBERS, value, LongAdder::sum)
                .tag("state", state)
                .description("Sessions in topics: in the live set, on their way into it, or too slow for it")
                .register(registry);
    }

    private static void counter(MeterRegistry registry, String name, LongAdder value, String description) {
        FunctionCounter.builder(name, value, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private static void leftOut(MeterRegistry registry, String reason, LongAdder value) {
        FunctionCounter.builder(LEFT_OUT, value, LongAdder::sum)
                .tag("reason", reason)
                .description("Messages that single sessions did not get")
                .register(registry);
    }

    void sessions(int change) {
        sessions.add(change);
    }

    int sessions() {
        return sessions.intValue();
    }

    void live(int change) {
        live.add(change);
    }

    /** @param slow whether it had been live before */
    void catchingUp(boolean slow, int change) {
        (slow ? this.slow : joining).add(change);
    }

    void refusedTopic() {
        refusedTopics.increment();
    }

    void topics(int count) {
        topics = count;
    }

    void waitingPages(int count) {
        waitingPages = count;
    }

    void written(int count, long size) {
        writes.add(count);
        bytes.add(size);
    }

    long bytes() {
        return bytes.sum();
    }

    void batch() {
        batches.increment();
    }

    void hole() {
        holes.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void stray() {
        stray.increment();
    }

    void malformed() {
        malformed.increment();
    }

    void pull() {
        pulls.increment();
    }

    void unansweredPull() {
        unanswered.increment();
    }

    void lateAnswer() {
        lateAnswers.increment();
    }

    void overflowed() {
        overflows.increment();
    }

    void leftOutSlow(int messages) {
        leftOutSlow.add(messages);
    }

    void leftOutBehind(long messages) {
        leftOutBehind.add(messages);
    }

    void leftOutUnfit(int messages) {
        leftOutUnfit.add(messages);
    }

    void closedSlow() {
        closedSlow.increment();
    }
}
