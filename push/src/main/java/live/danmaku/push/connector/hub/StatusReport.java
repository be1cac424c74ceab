package live.danmaku.push.connector.hub;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import live.danmaku.push.link.v1.Status;

/** This connector's state in numbers. Owned by the hub's thread. */
final class StatusReport {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final HubMetrics metrics;
    private final int capacity;
    private long bytesBefore;
    private long before;

    StatusReport(HubMetrics metrics, int capacity, long now) {
        this.metrics = metrics;
        this.capacity = capacity;
        this.before = now;
    }

    Status next(long backlog, boolean draining, long now) {
        long bytes = metrics.bytes();
        double seconds = Math.max(now - before, 1) / 1e9;
        Status status = Status.newBuilder()
                .setSessions(metrics.sessions())
                .setCapacity(capacity)
                .setBacklogBytes(backlog)
                .setCpu(Math.max(0, system.getProcessCpuLoad()))
                .setBytesPerS((long) ((bytes - bytesBefore) / seconds))
                .setDraining(draining)
                .build();
        bytesBefore = bytes;
        before = now;
        return status;
    }
}
