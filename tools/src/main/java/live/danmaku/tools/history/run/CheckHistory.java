package live.danmaku.tools.history.run;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code scripts/check-history}. */
@Command(
        name = "scripts/check-history",
        description = {
            "Checks that nothing is lost, doubled or out of order, whatever happens: from what writers were answered and"
                    + " readers were shown.",
            ""
        },
        subcommands = {RunCommand.class, JudgeCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something is wrong, or the run could not be made as it was wished",
            "2:a wrong command line"
        },
        footer = {"", "The format of histories, and what is judged, is in docs/history.md."},
        synopsisSubcommandLabel = "COMMAND")
public final class CheckHistory {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    private CheckHistory() {}

    /** Exits with one of the codes that {@code --help} lists. */
    public static void main(String... arguments) {
        CommandLine program = new CommandLine(new CheckHistory())
                .setExecutionExceptionHandler((failure, line, result) -> {
                    if (!(failure instanceof ScenarioException) && !(failure instanceof IOException)) {
                        throw failure;
                    }
                    line.getErr().println("check-history: " + failure.getMessage());
                    return 1;
                });
        System.exit(program.execute(arguments));
    }
}
