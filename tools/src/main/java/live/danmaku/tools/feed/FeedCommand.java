package live.danmaku.tools.feed;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.tools.options.ExpectedFailure;
import live.danmaku.tools.options.HelpOption;
import live.danmaku.tools.options.ServerOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code scripts/feed}. */
@Command(
        name = "scripts/feed",
        description = {
            "Feeds a recorded chat into a room over HTTP, reads the room at the same time, and checks that every message"
                    + " that was accepted is visible, once, in one order.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:accepted = visible, each once, one order",
            "1:something was lost, doubled, in two orders or unclear; or the feed could not be done",
            "2:a wrong command line"
        },
        sortOptions = false)
public final class FeedCommand implements Callable<Integer> {

    private static final Duration POLL_EVERY = Duration.ofMillis(20);

    @Parameters(
            paramLabel = "FILE",
            description = "The recording: JSON lines {\"t\":ms,\"kind\",\"user\",\"text\",\"mode\"?,\"color\"?},"
                    + " plain or gzip.")
    private Path file = Path.of("");

    @Option(names = "--room", required = true, description = "The room's id; the room is created if it does not exist.")
    private String room = "";

    @Option(
            names = "--speed",
            converter = SpeedConverter.class,
            defaultValue = "1",
            description =
                    "How many times faster than recorded, or max: as fast as accepted (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--max-pause",
            converter = SecondsConverter.class,
            defaultValue = "2",
            paramLabel = "SECONDS",
            description =
                    "Pauses that are longer, at the chosen speed, are shortened to this (default: ${DEFAULT-VALUE}).")
    private Duration longestPause = Duration.ZERO;

    @Option(
            names = "--from",
            converter = SecondsConverter.class,
            paramLabel = "SECONDS",
            description = "Only lines at or after this stream time; --from=-60 is a minute before the start.")
    private @Nullable Duration from;

    @Option(
            names = "--to",
            converter = SecondsConverter.class,
            paramLabel = "SECONDS",
            description = "Only lines before this stream time.")
    private @Nullable Duration to;

    @Option(
            names = "--concurrency",
            defaultValue = "64",
            description =
                    "Requests under way at most (default: ${DEFAULT-VALUE}). With more than one, messages sent within"
                            + " a few ms of one another may change places.")
    private int concurrency;

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(
            names = "--token",
            defaultValue = "${env:DANMAKU_TOKEN}",
            description = "A token with the role service; default: $DANMAKU_TOKEN, else one from POST /v1/dev/tokens.")
    private @Nullable String token;

    @Option(
            names = "--patience",
            converter = SecondsConverter.class,
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "How long one message is tried, and how long the last ones are waited for without seeing any"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Exits with one of the codes that {@code --help} lists. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new FeedCommand())
                .setExecutionExceptionHandler(new ExpectedFailure("feed", FeedException.class));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (concurrency < 1) {
            throw new ParameterException(
                    command.commandLine(), "--concurrency: %d (expected: 1 or more)".formatted(concurrency));
        }
        URI url = server.url();
        PrintWriter out = command.commandLine().getOut();
        List<RecordedLine> lines =
                Recording.read(file).stream().filter(this::isWanted).toList();
        if (lines.isEmpty()) {
            throw new FeedException("%s: no line to send (check --from and --to)".formatted(file));
        }
        Timetable timetable = Timetable.of(lines, speed, longestPause);
        RoomApi api = new RoomApi(url, room, token);
        boolean created = api.createIfMissing("feed of " + file.getFileName());
        String run = "feed-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";
        String gift = lines.stream().anyMatch(line -> line.kind().equals("gift")) ? api.cheapestGift() : "";
        List<FeedMessage> messages =
                lines.stream().map(line -> FeedMessage.of(run, line, gift)).toList();

        out.printf(
                "%d lines into the %s room %s at %s, %s, ids %s<line>%n",
                lines.size(), created ? "new" : "existing", room, url, pace(timetable), run);
        out.flush();
        Summary summary = feed(api, run, messages, timetable);
        SummaryText.print(summary, !Double.isInfinite(speed), out);
        return summary.isGood() ? 0 : 1;
    }

    private Summary feed(RoomApi api, String run, List<FeedMessage> messages, Timetable timetable)
            throws IOException, InterruptedException {
        Outcomes outcomes = new Outcomes();
        Sighting live = new Sighting(run);
        CursorReader follower = CursorReader.fromNow(api);
        LiveReader reader = new LiveReader(follower, outcomes, live, POLL_EVERY, patience);
        reader.start();
        long begin = System.nanoTime();
        try (FeedProgress progress = new FeedProgress(messages.size(), outcomes)) {
            new Feeder(api, concurrency, patience, outcomes).feed(messages, timetable);
        }
        Duration feeding = Duration.ofNanos(System.nanoTime() - begin);
        reader.finish();
        @Nullable String failure = reader.failure();
        if (failure != null) {
            command.commandLine().getErr().println("feed: " + failure);
        }
        Sighting afterwards = new Sighting(run);
        CursorReader second = CursorReader.fromStart(api);
        try {
            while (second.readPage(id -> afterwards.see(id, System.nanoTime()))) {
                // Page after page, to the end.
            }
        } catch (IOException e) {
            throw new FeedException("the room cannot be read a second time: " + e.getMessage(), e);
        }
        return Summary.judge(
                messages.size(), outcomes, live, afterwards, follower.sawGap() || second.sawGap(), feeding);
    }

    private boolean isWanted(RecordedLine line) {
        return (from == null || line.streamMs() >= from.toMillis()) && (to == null || line.streamMs() < to.toMillis());
    }

    private String pace(Timetable timetable) {
        return Double.isInfinite(speed)
                ? "as fast as accepted"
                : "%s times as fast as recorded, pauses of at most %.1f s: %.1f s"
                        .formatted(
                                speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed),
                                longestPause.toMillis() / 1e3,
                                timetable.length().toMillis() / 1e3);
    }
}
