package live.danmaku.frontend.poll;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** How much of the CPUs that it may use this process uses, 0 to 1, over the last few seconds. Thread-safe. */
public final class ProcessLoad implements DoubleSupplier {

    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final double NEWEST_COUNTS = 0.3;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile double load;

    @Override
    public double getAsDouble() {
        long last = lookedAt.get();
        long now = System.nanoTime();
        if (now - last >= PERIOD && lookedAt.compareAndSet(last, now)) {
            // Negative while the system cannot tell.
            load += NEWEST_COUNTS * (Math.max(0, system.getProcessCpuLoad()) - load);
        }
        return load;
    }
}
