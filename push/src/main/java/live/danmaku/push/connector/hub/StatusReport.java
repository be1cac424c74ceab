package live.danmaku.push.connector.hub;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import live.danmaku.push.link.v1.Status;

/**
 * This connector's state in numbers. Owned by the hub's thread, so nothing here reads a file, as the JDK's own measure of
 * load does in a container.
 */
final class StatusReport {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final HubMetrics metrics;
    private final int capacity;
    private long bytesBefore;
    private long cpuBefore;
    private long before;

    StatusReport(HubMetrics metrics, int capacity, long now) {
        this.metrics = metrics;
        this.capacity = capacity;
        this.cpuBefore = system.getProcessCpuTime();
        this.before = now;
    }

    Status next(long backlog, boolean draining, long now) {
        long bytes = metrics.bytes();
        long cpu = system.getProcessCpuTime();
        double elapsed = Math.max(now - before, 1);
        Status status = Status.newBuilder()
                .setSessions(metrics.sessions())
                .setCapacity(capacity)
                .setBacklogBytes(backlog)
                .setCpu(Math.min(1, (cpu - cpuBefore) / elapsed / cores))
                .setBytesPerS((long) ((bytes - bytesBefore) / (elapsed / 1e9)))
                .setDraining(draining)
                .build();
        bytesBefore = bytes;
        cpuBefore = cpu;
        before = now;
        return status;
    }
}
