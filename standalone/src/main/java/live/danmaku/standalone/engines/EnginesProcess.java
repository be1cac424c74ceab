package live.danmaku.standalone.engines;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The embedded engines in a JVM of their own.
 *
 * <p>That JVM's standard input is a pipe which only this process holds: however this process ends, {@code kill -9}
 * included, the engines stop in order and nothing stays behind. Starting them again on the same folder waits for that.
 */
public final class EnginesProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 8;
    private static final int TAIL_LINES = 10;

    private final EnginesCommand command;
    private final EnginesListener listener;
    private final Process process;
    private final BufferedReader output;
    private EngineAddresses addresses = EngineAddresses.NONE;
    private volatile boolean closing;

    private EnginesProcess(EnginesCommand command, EnginesListener listener) throws IOException {
        this.command = command;
        this.listener = listener;
        Files.createDirectories(command.log().getParent());
        process = new ProcessBuilder(command.words())
                .redirectError(ProcessBuilder.Redirect.to(command.log().toFile()))
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the engines and blocks until all of them answer, which takes some seconds, and on a new data folder some
     * more; each engine gives up after at most two minutes by itself.
     *
     * @throws EnginesFailedException when one of them does not start; nothing of them runs then
     */
    public static EnginesProcess start(EnginesCommand command, EnginesListener listener) {
        try {
            EnginesProcess engines = new EnginesProcess(command, listener);
            try {
                engines.awaitReady();
            } catch (IOException | RuntimeException e) {
                engines.close();
                throw e;
            }
            Thread watch = new Thread(engines::watch, "engines-watch");
            watch.setDaemon(true);
            watch.start();
            return engines;
        } catch (IOException e) {
            throw new EnginesFailedException("the engines' process does not start: " + e.getMessage(), e);
        }
    }

    private void awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "starting" -> listener.starting(words[1]);
                case "failed" -> throw new EnginesFailedException(reason(line), null);
                case "ready" -> {
                    if (words[1].equals("all")) {
                        return;
                    }
                    addresses = addresses.with(words);
                    listener.ready(words[1], words[2]);
                }
                default -> {
                    // A line of a later version; what is not understood is not needed.
                }
            }
        }
        throw new EnginesFailedException("the engines' process ended at its start\n" + logTail(), null);
    }

    /** Reads on until the process ends; blocks. */
    private void watch() {
        String reason = "the engines' process has ended";
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                reason = line.startsWith("failed ") ? reason(line) : reason;
            }
        } catch (IOException e) {
            // The process's output is closed: it has ended.
        }
        if (!closing) {
            listener.endedUnexpectedly(reason);
        }
    }

    /** The text after {@code failed <engine>}, in its lines again. */
    private static String reason(String failedLine) {
        String[] parts = failedLine.split(" ", 3);
        return parts.length < 3 ? failedLine : parts[2].replace(" | ", "\n");
    }

    private String logTail() {
        Path log = command.log();
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    public EngineAddresses addresses() {
        return addresses;
    }

    /** Stops the engines in order, keeping their data. Blocks for 8 s at most; then the process is killed. */
    @Override
    public void close() {
        closing = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The child has ended by itself.
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
