package live.danmaku.tools.history.run;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.VerdictText;
import live.danmaku.tools.history.record.HistoryFolder;
import live.danmaku.tools.options.HelpOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check-history run}. */
@Command(
        name = "run",
        description = {
            "Starts a system of its own, lets writers, readers and faults at it, and judges what they saw.",
            "It is one process with the engines, all roles that clients meet, and two processors, on free ports"
                    + " and a fresh temporary folder. The folder stays when something is wrong."
        },
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    private static final String PROGRAM = "danmaku.jar";

    @Option(
            names = "--for",
            converter = DurationConverter.class,
            defaultValue = "60s",
            paramLabel = "TIME",
            description = "How long the writers write, such as 90s or 2m (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(names = "--writers", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
    private int writers;

    @Option(names = "--readers", defaultValue = "4", description = "Of all rooms together (default: ${DEFAULT-VALUE}).")
    private int readers;

    @Option(
            names = "--push-readers",
            defaultValue = "4",
            description =
                    "With long connections, by WebSocket and TCP in turn, of all rooms together (default: ${DEFAULT-VALUE}).")
    private int pushReaders;

    @Option(names = "--rooms", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int rooms;

    @Option(
            names = "--rate",
            defaultValue = "20",
            paramLabel = "N",
            description = "Messages a second that each writer sends at most (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--faults",
            split = ",",
            defaultValue = "kill,add,retry,switch,cut",
            paramLabel = "FAULT",
            description = {
                "Some of the following, or none (default: ${DEFAULT-VALUE}):",
                "kill: kill -9 of one processor, and a new one, every few seconds;",
                "add: one more processor in the middle of the run;",
                "retry: some messages are sent twice, at once or later;",
                "gears: comments' gears go 1, 2, 3, 4, 1, … every few seconds;",
                "hot: rooms are polled by many, so that they become hot, and cold again;",
                "front: kill -9 of one of two front ends between which all readers change, and a new one;",
                "replica: kill -9 of the Redis replica that one of two front ends reads from, and a new one;",
                "switch: readers with long connections change to polling and back;",
                "cut: connections of these readers are cut."
            })
    private List<String> faults = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Of what is left to chance (default: another each time).")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Keeps the folder of a good run, too.")
    private boolean keep;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("danmaku-history-");
        ScenarioSettings settings;
        try {
            settings = settings(folder);
        } catch (ScenarioException | CommandLine.ParameterException e) {
            Files.delete(folder);
            throw e;
        }
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                "%d writers, %d polling and %d pushed readers, %d rooms, %s messages/s a writer, %d s, faults %s, seed %d%n",
                writers,
                readers,
                pushReaders,
                rooms,
                rate,
                length.toSeconds(),
                String.join(",", faults),
                settings.seed());
        out.flush();
        boolean good = false;
        try {
            Scenario.run(settings, new ProgressLine(command.commandLine().getErr()));
            Verdict verdict = Judge.judge(HistoryFolder.read(settings.histories()));
            VerdictText.print(verdict, out);
            good = verdict.isGood();
        } finally {
            if (good && !keep) {
                FileTree.delete(folder);
            } else {
                out.println("histories: " + settings.histories() + ", logs beside them");
                out.flush();
            }
        }
        return good ? 0 : 1;
    }

    private ScenarioSettings settings(Path folder) {
        Path program = Path.of(System.getProperty(PROGRAM, "standalone/target/danmaku.jar"));
        if (!Files.exists(program)) {
            throw new ScenarioException(
                    "%s is missing (expected: mvn package before, or -D%s=…)".formatted(program, PROGRAM));
        }
        long chance = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        try {
            return new ScenarioSettings(
                    program, folder, length, 0, writers, readers, pushReaders, rooms, rate, faultKinds(), chance);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private Set<FaultKind> faultKinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : faults) {
            EnumSet.allOf(FaultKind.class).stream()
                    .filter(kind -> kind.wireName().equals(name))
                    .findFirst()
                    .ifPresentOrElse(kinds::add, () -> requireNone(name));
        }
        return kinds;
    }

    private static void requireNone(String name) {
        if (!name.equals("none")) {
            String known = EnumSet.allOf(FaultKind.class).stream()
                    .map(FaultKind::wireName)
                    .collect(joining(", "));
            throw new IllegalArgumentException("faults: '%s' (expected: none, or some of %s)".formatted(name, known));
        }
    }
}
