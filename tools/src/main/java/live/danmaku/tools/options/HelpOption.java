package live.danmaku.tools.options;

import picocli.CommandLine.Option;

/** {@code --help}. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;
}
