package live.danmaku.web.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients' sockets of this process, of all its ports together. A tenth of the files that it may open is left for what
 * it needs itself, such as connections to stores: with none left it could not even reconnect. Thread-safe.
 */
public final class OpenSockets {

    private static final int ITS_OWN_SHARE = 10;

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    public OpenSockets(int most) {
        this.most = most;
    }

    /** As many as the process's limit of open files leaves. */
    static OpenSockets ofThisProcess() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        long most = files <= 0 ? Integer.MAX_VALUE : files - files / ITS_OWN_SHARE;
        return new OpenSockets((int) Math.min(Integer.MAX_VALUE, most));
    }

    int most() {
        return most;
    }

    /** One more, unless there are as many as may be. */
    public boolean take() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** One that was taken is closed. */
    public void giveBack() {
        open.decrementAndGet();
    }
}
