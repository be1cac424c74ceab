package live.danmaku.push.connector.edge.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What is counted of connections. Thread-safe. */
public final class ConnectionMetrics {

    private final MeterRegistry registry;
    private final ConcurrentMap<Kind, AtomicInteger> sessions = new ConcurrentHashMap<>();

    private record Kind(String dialect, Transport transport) {}

    public ConnectionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what the loops count by themselves, and open sockets. */
    public void watch(Collection<EdgeLoop> loops, Supplier<Number> open) {
        Gauge.builder("danmaku.connector.connections", open)
                .description("Open sockets, those that have not said who they are among them")
                .register(registry);
        FunctionCounter.builder("danmaku.connector.bytes.out", loops, all -> sum(all, EdgeLoop::bytesOut))
                .description("Bytes handed to clients' sockets")
                .register(registry);
        FunctionCounter.builder("danmaku.connector.messages.in", loops, all -> sum(all, EdgeLoop::messagesIn))
                .description("Messages of clients, control frames among them")
                .register(registry);
    }

    private static double sum(Collection<EdgeLoop> loops, ToLongFunction<EdgeLoop> count) {
        return loops.stream().mapToLong(count).sum();
    }

    void entered(String dialect, Transport transport) {
        sessions(dialect, transport).incrementAndGet();
    }

    void left(String dialect, Transport transport) {
        sessions(dialect, transport).decrementAndGet();
    }

    private AtomicInteger sessions(String dialect, Transport transport) {
        return sessions.computeIfAbsent(new Kind(dialect, transport), this::register);
    }

    private AtomicInteger register(Kind kind) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("danmaku.connector.sessions", count, AtomicInteger::get)
                .description("Sessions that are in")
                .tag("dialect", kind.dialect())
                .tag("transport", kind.transport().label())
                .register(registry);
        return count;
    }

    /** @param code the close code, or {@code client}, or {@code lost} */
    void closed(String code) {
        Counter.builder("danmaku.connector.closes")
                .description("Connections that ended, by who or what ended them")
                .tag("code", code)
                .register(registry)
                .increment();
    }

    /** @param cause {@code origin}, {@code rate}, {@code address}, {@code ticket} and the like */
    public void refused(String cause) {
        Counter.builder("danmaku.connector.refused")
                .description("Who wanted in and was not let in, by the cause")
                .tag("cause", cause)
                .register(registry)
                .increment();
    }
}
