package live.danmaku.frontend.hotroom;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of hot rooms. */
final class HotRoomMetrics {

    private final AtomicInteger rooms = new AtomicInteger();
    private final LongAdder shared = new LongAdder();
    private final Counter reads;
    private final Counter failures;

    HotRoomMetrics(MeterRegistry registry) {
        Gauge.builder("danmaku.hot.rooms", rooms, AtomicInteger::get)
                .description("Rooms that are answered from a snapshot on this front end")
                .register(registry);
        FunctionCounter.builder("danmaku.hot.polls", shared, LongAdder::sum)
                .description("Polls answered with shared bytes")
                .register(registry);
        reads = Counter.builder("danmaku.hot.reads")
                .description("Pages read for hot rooms, whatever the number of viewers")
                .register(registry);
        failures = Counter.builder("danmaku.hot.failures")
                .description("Readings of hot rooms that the store did not answer")
                .register(registry);
    }

    void rooms(int count) {
        rooms.set(count);
    }

    void shared() {
        shared.increment();
    }

    void read() {
        reads.increment();
    }

    void failed() {
        failures.increment();
    }
}
