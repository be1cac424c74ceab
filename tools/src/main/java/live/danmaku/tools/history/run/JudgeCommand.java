package live.danmaku.tools.history.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.VerdictText;
import live.danmaku.tools.history.record.HistoryFolder;
import live.danmaku.tools.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check-history judge FOLDER}. */
@Command(name = "judge", description = "Judges the histories of a run that is over.")
final class JudgeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "The folder with the histories, files *.jsonl.")
    private Path folder = Path.of("");

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Verdict verdict = Judge.judge(HistoryFolder.read(folder));
        VerdictText.print(verdict, command.commandLine().getOut());
        return verdict.isGood() ? 0 : 1;
    }
}
