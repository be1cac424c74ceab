package live.danmaku.tools.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import live.danmaku.tools.options.ExpectedFailure;
import live.danmaku.tools.options.HelpOption;
import live.danmaku.tools.options.ServerOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code scripts/export}. */
@Command(
        name = "scripts/export",
        description = {
            "Writes a finished stream to a file: comments as danmaku XML when the file's name ends in .xml, everything as JSON"
                    + " lines otherwise; compressed when it ends in .gz.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the stream could not be exported", "2:a wrong command line"},
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ROOM", description = "The stream's room; it must have ended.")
    private String room = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to; an existing file is replaced.")
    private Path file = Path.of("");

    @Mixin
    private ServerOption server = new ServerOption();

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
        return new CommandLine(new ExportCommand())
                .setExecutionExceptionHandler(new ExpectedFailure("export", TransferException.class));
    }

    @Override
    public Integer call() {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean zipped = name.endsWith(".gz");
        boolean asXml = name.replaceFirst("\\.gz$", "").endsWith(".xml");
        HttpResponse<InputStream> answer = new ReplayServer(server.url()).export(room, asXml ? "xml" : "jsonl");
        long expected = answer.headers().firstValueAsLong("Danmaku-Messages").orElse(-1);
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (InputStream body = answer.body()) {
            long lines = copy(body, unfinished, zipped, expected);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            command.commandLine().getOut().printf("%s: %d lines%n", file, lines);
            return 0;
        } catch (IOException e) {
            throw new TransferException("%s: %s".formatted(file, e), e);
        }
    }

    private static long copy(InputStream from, Path to, boolean zipped, long expected) throws IOException {
        long lines = 0;
        BufferedReader in = new BufferedReader(new InputStreamReader(from, UTF_8));
        try (OutputStream raw = Files.newOutputStream(to);
                OutputStream out = zipped ? new GZIPOutputStream(raw) : raw;
                Writer writer = new OutputStreamWriter(out, UTF_8);
                TransferProgress progress = new TransferProgress("exporting", expected)) {
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                writer.write(line);
                writer.write('\n');
                lines++;
                progress.step();
            }
        }
        if (expected >= 0 && lines != expected) {
            throw new TransferException("the server sent %d messages (expected: %d)".formatted(lines, expected));
        }
        return lines;
    }
}
