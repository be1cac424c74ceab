package live.danmaku.benchmarks.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the flight recorder saw a method wait for: locks, and input or output, however short. Reading the code of a class
 * that is used for the first time does not count: the JVM does that once, whatever the method is.
 */
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
        recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
    }

    record Count(long locks, long inputAndOutput) {

        boolean isNothing() {
            return locks == 0 && inputAndOutput == 0;
        }
    }

    /**
     * Ends the recording.
     *
     * @param type the class of the method
     * @param method what has to be under way for an event to count
     */
    Count count(Class<?> type, String method) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("danmaku-bench", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                    .filter(event ->
                            isIn(event, type.getName(), method) && !isIn(event, "java.lang.ClassLoader", "loadClass"))
                    .toList();
            return new Count(count(events, LOCKS), count(events, INPUT_AND_OUTPUT));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isIn(RecordedEvent event, String type, String method) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .map(RecordedFrame::getMethod)
                        .anyMatch(each -> each.getType().getName().equals(type)
                                && each.getName().equals(method));
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
