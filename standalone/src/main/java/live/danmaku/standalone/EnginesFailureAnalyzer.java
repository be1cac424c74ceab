package live.danmaku.standalone;

import live.danmaku.standalone.engines.EnginesFailedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the engines do not start, without a stack trace: the engine's own words are meant for people. */
final class EnginesFailureAnalyzer extends AbstractFailureAnalyzer<EnginesFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, EnginesFailedException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend that, or set the address of an engine of your own (see --help).",
                cause);
    }
}
