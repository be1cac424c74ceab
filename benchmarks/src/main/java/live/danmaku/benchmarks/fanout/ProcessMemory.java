package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM of this machine keeps in memory, in bytes.
 *
 * @param liveHeap objects that are left by a full collection
 * @param resident all of the process; without those parts of the heap that it has never touched
 */
record ProcessMemory(long liveHeap, long resident) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** Collects its garbage, and looks; blocks. */
    static ProcessMemory of(long pid) throws IOException, InterruptedException {
        String classes = jcmd(pid, "GC.class_histogram");
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/%d/status".formatted(pid))));
        Matcher total = TOTAL.matcher(classes);
        if (!total.find() || !resident.find()) {
            throw new IOException("the memory of process %d is not told".formatted(pid));
        }
        return new ProcessMemory(Long.parseLong(total.group(1)), Long.parseLong(resident.group(1)) * 1_024);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("jcmd %d %s: %s".formatted(pid, command, said));
        }
        return said;
    }
}
