package live.danmaku.benchmarks.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What the flight recorder saw threads wait for: locks, and input or output, however short. */
final class Waits implements AutoCloseable {

    private static final List<String> LOCKS = List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark");
    private static final List<String> INPUT_AND_OUTPUT =
            List.of("jdk.FileRead", "jdk.FileWrite", "jdk.FileForce", "jdk.SocketRead", "jdk.SocketWrite");

    private final Recording recording = new Recording();

    Waits() {
        LOCKS.forEach(this::record);
        INPUT_AND_OUTPUT.forEach(this::record);
        recording.start();
    }

    private void record(String event) {
        recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
    }

    record Count(long locks, long inputAndOutput) {

        boolean isNothing() {
            return locks == 0 && inputAndOutput == 0;
        }
    }

    /**
     * Ends the recording.
     *
     * @param threads how the names of those that count begin
     */
    Count count(String threads) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("danmaku-bench", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getThread() != null
                            && String.valueOf(event.getThread().getJavaName()).startsWith(threads))
                    .toList();
            return new Count(count(events, LOCKS), count(events, INPUT_AND_OUTPUT));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long count(List<RecordedEvent> events, List<String> names) {
        return events.stream()
                .filter(event -> names.contains(event.getEventType().getName()))
                .count();
    }

    @Override
    public void close() {
        recording.close();
    }
}
