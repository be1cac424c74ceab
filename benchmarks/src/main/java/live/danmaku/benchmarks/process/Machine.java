package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a figure was measured on. */
public final class Machine {

    private Machine() {}

    /** One line: processor, cores, memory, system, JDK, and how busy it is before anything is started. */
    public static String describe() {
        return "%s, %d cores, %s memory, %s %s, JDK %s; load average %.1f before the start"
                .formatted(
                        field(Path.of("/proc/cpuinfo"), "model name", "unknown processor"),
                        Runtime.getRuntime().availableProcessors(),
                        memory(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.version"),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String memory() {
        String kibibytes = field(Path.of("/proc/meminfo"), "MemTotal", "").replaceAll("\\D", "");
        return kibibytes.isEmpty() ? "unknown" : "%.0f GiB".formatted(Long.parseLong(kibibytes) / 1024.0 / 1024.0);
    }

    private static String field(Path file, String name, String otherwise) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return otherwise;
        }
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
