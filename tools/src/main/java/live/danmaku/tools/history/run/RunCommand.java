package live.danmaku.tools.history.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.VerdictText;
import live.danmaku.tools.history.fault.FaultChoice;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.Schedule;
import live.danmaku.tools.history.fault.Strike;
import live.danmaku.tools.history.record.HistoryFolder;
import live.danmaku.tools.history.system.FakeClock;
import live.danmaku.tools.history.system.Layout;
import live.danmaku.tools.history.system.ScenarioException;
import live.danmaku.tools.options.DurationConverter;
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
            "It is engines and roles in processes of their own, on free ports and a fresh temporary folder. The folder"
                    + " stays when something is wrong."
        },
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    private static final String PROGRAM = "danmaku.jar";

    @Option(
            names = "--for",
            converter = DurationConverter.class,
            defaultValue = "60s",
            paramLabel = "TIME",
            description = "How long the writers write, such as 90s or 30m (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(names = "--writers", defaultValue = "6", description = "Default: ${DEFAULT-VALUE}.")
    private int writers;

    @Option(names = "--readers", defaultValue = "6", description = "Of all rooms together (default: ${DEFAULT-VALUE}).")
    private int readers;

    @Option(
            names = "--push-readers",
            defaultValue = "4",
            description =
                    "With long connections, by WebSocket and TCP in turn, of all rooms together (default: ${DEFAULT-VALUE}).")
    private int pushReaders;

    @Option(
            names = "--rooms",
            defaultValue = "4",
            description = "That live as long as the run (default: ${DEFAULT-VALUE}).")
    private int rooms;

    @Option(
            names = "--rate",
            defaultValue = "8",
            paramLabel = "N",
            description = "Messages a second that each writer sends at most (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--faults",
            split = ",",
            defaultValue = "all",
            paramLabel = "FAULT",
            description = {
                "all, none, or some of the following (default: ${DEFAULT-VALUE}). These come one at a time, drawn from the"
                        + " seed; with a colon and the begin of a name they hit only what is called so, as pause:redis:",
                "kill: kill -9 of any process or engine, and a new one;",
                "pause: SIGSTOP of any process or engine, for 1 to 60 s;",
                "lose: the Redis master loses what it had not told its replica;",
                "hole: nothing passes between two processes, without a reset;",
                "link: connections between two processes are reset;",
                "broker: one of three brokers dies or freezes (there is one broker only without this);",
                "clock: a process's clock jumps by 5 s (where there is a C compiler);",
                "replica: kill -9 of the Redis replica that one of two front ends reads from;",
                "add: one more processor.",
                "These go on all the while:",
                "end: rooms end in the middle of the run;",
                "visit: viewers enter and leave;",
                "retry: some messages are sent twice, at once or later;",
                "gears: comments' gears go 1, 2, 3, 4, 1, … every few seconds;",
                "hot: rooms are polled by many, so that they become hot, and cold again;",
                "switch: readers with long connections change to polling and back;",
                "cut: connections of these readers are cut."
            })
    private List<String> faults = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Of what is left to chance (default: another each time).")
    private @Nullable Long seed;

    @Option(
            names = "--schedule",
            paramLabel = "FILE",
            description = "Does these faults, as an earlier run wrote them down, instead of drawn ones.")
    private @Nullable Path schedule;

    @Option(
            names = "--shrink",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "When something is wrong, makes up to N more runs with fewer faults, for a small schedule with"
                            + " which it still is (default: ${DEFAULT-VALUE}).")
    private int shrink;

    @Option(
            names = "--narrow",
            description = "Several roles share a process; there are four processes instead of nine.")
    private boolean narrow;

    @Option(names = "--keep", description = "Keeps the folder of a good run, too.")
    private boolean keep;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScenarioSettings settings = settings(Files.createTempDirectory("danmaku-history-"));
        PrintWriter out = command.commandLine().getOut();
        tell(settings, out);
        Verdict verdict = attempt(settings, out);
        VerdictText.print(verdict, out);
        if (!verdict.isGood() && shrink > 0) {
            Schedule small = new Shrinking(
                            fewer -> attempt(fewer(settings, fewer), out), shrink, text -> say(out, text))
                    .shrink(settings.schedule(), verdict);
            Path file = settings.folder().resolve("small-schedule.jsonl");
            small.write(file);
            small.strikes().forEach(strike -> say(out, "  " + strike.text()));
            say(out, "the smallest schedule with which something is wrong: --schedule " + file);
        }
        return verdict.isGood() ? 0 : 1;
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private void tell(ScenarioSettings settings, PrintWriter out) throws IOException {
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
        if (asksFor(FaultKind.CLOCK) && !FakeClock.isAvailable()) {
            out.println("clocks are left alone: there is no C compiler (cc)");
        }
        Path file = settings.folder().resolve("schedule.jsonl");
        settings.schedule().write(file);
        int number = 0;
        for (Strike strike : settings.schedule().strikes()) {
            out.printf("  %2d: %s%n", ++number, strike.text());
        }
        out.println("schedule: " + file);
        out.flush();
    }

    private Verdict attempt(ScenarioSettings settings, PrintWriter out) throws IOException, InterruptedException {
        boolean good = false;
        try {
            Scenario.run(settings, new ProgressLine(command.commandLine().getErr()));
            Verdict verdict = Judge.judge(HistoryFolder.read(settings.histories()));
            good = verdict.isGood();
            return verdict;
        } finally {
            if (good && !keep) {
                FileTree.delete(settings.folder());
            } else {
                say(out, "histories: " + settings.histories() + ", logs beside them");
            }
        }
    }

    private static ScenarioSettings fewer(ScenarioSettings settings, Schedule schedule) throws IOException {
        return settings.with(schedule, Files.createTempDirectory("danmaku-history-"));
    }

    private ScenarioSettings settings(Path folder) throws IOException {
        Path program = Path.of(System.getProperty(PROGRAM, "standalone/target/danmaku.jar"));
        if (!Files.exists(program)) {
            throw new ScenarioException(
                    "%s is missing (expected: mvn package before, or -D%s=…)".formatted(program, PROGRAM));
        }
        long chance = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        try {
            Set<FaultChoice> choices = choices();
            Set<FaultKind> usage = EnumSet.noneOf(FaultKind.class);
            choices.stream()
                    .map(FaultChoice::kind)
                    .filter(kind -> !kind.isScheduled())
                    .forEach(usage::add);
            int brokers = asksFor(FaultKind.BROKER) ? 3 : 1;
            Layout layout = narrow ? Layout.narrow(brokers) : Layout.wide(brokers);
            Schedule drawn =
                    schedule == null ? Schedule.draw(chance, choices, layout, length) : Schedule.read(schedule);
            return new ScenarioSettings(
                    program,
                    folder,
                    layout,
                    length,
                    0,
                    writers,
                    readers,
                    pushReaders,
                    rooms,
                    rate,
                    usage,
                    drawn,
                    chance);
        } catch (IllegalArgumentException e) {
            Files.delete(folder);
            throw new CommandLine.ParameterException(command.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private boolean asksFor(FaultKind kind) {
        return choices().stream().anyMatch(choice -> choice.kind() == kind);
    }

    private Set<FaultChoice> choices() {
        Set<FaultChoice> choices = new HashSet<>();
        for (String name : faults) {
            if (name.equals("all")) {
                Arrays.stream(FaultKind.values()).forEach(kind -> choices.add(new FaultChoice(kind, "")));
            } else if (!name.equals("none")) {
                choices.add(FaultChoice.parse(name));
            }
        }
        return choices;
    }
}
