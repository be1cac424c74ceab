package live.danmaku.tools.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import live.danmaku.tools.options.ExpectedFailure;
import live.danmaku.tools.options.HelpOption;
import live.danmaku.tools.options.ServerOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code scripts/import}. */
@Command(
        name = "scripts/import",
        description = {"Makes a finished stream, which can be replayed, of a recording. Nothing of it is ever live.", ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of it can be replayed",
            "1:the recording could not be imported; it may be tried again",
            "2:a wrong command line"
        },
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {

    private static final int MOST_ROOM_CHARACTERS = 64;
    private static final int PIPE_BYTES = 256 * 1024;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The recording: JSON lines {\"t\":ms,\"ts\":ms,\"kind\",\"user\",\"text\",\"mode\"?,\"size\"?,\"color\"?} or"
                            + " danmaku XML, plain or gzip.")
    private Path file = Path.of("");

    @Option(names = "--room", description = "The new room's id (default: made of the file's name).")
    private @Nullable String room;

    @Option(names = "--title", description = "The stream's title (default: the room's id).")
    private String title = "";

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(
            names = "--token",
            defaultValue = "${env:DANMAKU_TOKEN}",
            description =
                    "A token with the role service or ops; default: $DANMAKU_TOKEN, else one from POST /v1/dev/tokens.")
    private @Nullable String token;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Exits with one of the codes that {@code --help} lists. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The program, to be run by whoever wants its exit code. */
    public static CommandLine commandLine() {
        return new CommandLine(new ImportCommand())
                .setExecutionExceptionHandler(new ExpectedFailure("import", TransferException.class));
    }

    @Override
    public Integer call() {
        StreamFile recording = new StreamFile(file);
        StreamFacts facts = StreamFacts.of(recording);
        ReplayServer replays = new ReplayServer(server.url());
        String id = room == null ? roomOf(file) : room;
        String bearer = token == null || token.isEmpty() ? replays.devToken() : token;
        String query = "title=%s&startedAt=%d&durationMs=%d"
                .formatted(
                        URLEncoder.encode(title, UTF_8),
                        facts.startedAt(System.currentTimeMillis()),
                        facts.durationMs());
        try (TransferProgress progress = new TransferProgress("importing", facts.lines())) {
            long taken =
                    replays.take(id, query, bearer, BodyPublishers.ofInputStream(() -> lines(recording, progress)));
            if (taken != facts.lines()) {
                throw new TransferException(
                        "the server took %d messages (expected: %d)".formatted(taken, facts.lines()));
            }
        }
        command.commandLine()
                .getOut()
                .printf("%d messages can be replayed: %s/replay/%s%n", facts.lines(), server.url(), id);
        return 0;
    }

    /** The recording's lines as they are read, by a thread that ends with the file or with its reader. */
    private static PipedInputStream lines(StreamFile recording, TransferProgress progress) {
        PipedInputStream in = new PipedInputStream(PIPE_BYTES);
        try {
            PipedOutputStream pipe = new PipedOutputStream(in);
            Thread thread = new Thread(() -> write(recording, pipe, progress), "import-reader");
            thread.setDaemon(true);
            thread.start();
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(StreamFile recording, OutputStream pipe, TransferProgress progress) {
        try (pipe) {
            recording.read(line -> {
                pipe.write(line.getBytes(UTF_8));
                pipe.write('\n');
                progress.step();
            });
        } catch (IOException e) {
            // The server has refused the rest, and says so.
        }
    }

    private static String roomOf(Path file) {
        String name = String.valueOf(file.getFileName())
                .replaceFirst("\\.gz$", "")
                .replaceFirst("\\.(jsonl|xml|json)$", "")
                .replaceAll("[^A-Za-z0-9_-]+", "-");
        return name.substring(0, Math.min(name.length(), MOST_ROOM_CHARACTERS));
    }
}
