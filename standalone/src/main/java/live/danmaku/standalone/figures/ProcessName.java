package live.danmaku.standalone.figures;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a process is called: where it runs, its port, and a number that a restart changes. */
public final class ProcessName {

    private ProcessName() {}

    public static String of(String port) {
        return "%s:%s/%d".formatted(host(), port, ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '-');
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
