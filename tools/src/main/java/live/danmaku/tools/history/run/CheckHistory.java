package live.danmaku.tools.history.run;

import java.io.IOException;
import live.danmaku.tools.history.system.ScenarioException;
import live.danmaku.tools.options.ExpectedFailure;
import live.danmaku.tools.options.HelpOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private HelpOption help = new HelpOption();

    private CheckHistory() {}

    /** Exits with one of the codes that {@code --help} lists. */
    public static void main(String... arguments) {
        CommandLine program = new CommandLine(new CheckHistory())
                .setExecutionExceptionHandler(
                        new ExpectedFailure("check-history", ScenarioException.class, IOException.class));
        System.exit(program.execute(arguments));
    }
}
