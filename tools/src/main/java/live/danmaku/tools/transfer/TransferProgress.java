package live.danmaku.tools.transfer;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A progress bar on standard error, with the rate; where nobody watches, it is drawn less often. */
final class TransferProgress implements AutoCloseable {

    private final ProgressBar bar;

    /** @param messages how many there will be, or -1 when nobody knows */
    TransferProgress(String task, long messages) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(messages)
                .setUnit("", 1)
                .showSpeed()
                .setUpdateIntervalMillis(System.console() == null ? 10_000 : 200)
                .build();
    }

    void step() {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
