package live.danmaku.push.connector;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import live.danmaku.model.ops.FigureTeller;
import live.danmaku.model.ops.ProcessFigures;
import live.danmaku.push.link.v1.Figures;
import live.danmaku.push.link.v1.FromConnector;

/** Tells one of the pushers this process's counts, for a connector that runs alone and knows no store. Thread-safe. */
public final class LinkedFigures implements FigureTeller {

    private final Consumer<FromConnector> pusher;

    /** @param pusher takes a word to one of the pushers */
    public LinkedFigures(Consumer<FromConnector> pusher) {
        this.pusher = pusher;
    }

    @Override
    public CompletionStage<Void> tell(ProcessFigures figures) {
        pusher.accept(FromConnector.newBuilder()
                .setFigures(Figures.newBuilder()
                        .setProcess(figures.process())
                        .setRoles(figures.roles())
                        .putAllCounts(figures.counts()))
                .build());
        return CompletableFuture.completedFuture(null);
    }
}
