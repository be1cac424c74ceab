package live.danmaku.db.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;

/**
 * Reads from the nearest Redis that is well ({@link ReadServers}), and from the next one when that fails. A reader may meet a
 * replica that knows less than the server it read from before:
 *
 * <ul>
 *   <li>Its cursor is ahead of the replica: it waits 300 ms for the replica to catch up, then is told {@link
 *       ReadResult.Ahead}. Nobody waits for a replica that is stale anyway, nor beyond {@value #MOST_WAITING} at a time.
 *   <li>Its cursor is of an epoch that the replica does not know: the master knows whether that one is newer or lost. While
 *       the master is away, see {@link UnknownEpochs}.
 * </ul>
 *
 * Neither is ever a gap for being late. Thread-safe.
 */
public final class NearestTimeline implements TimelineReader {

    private static final int MOST_WAITING = 200;
    private static final int LOOKS_AGAIN = 6;
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, MILLISECONDS, Runnable::run);

    private final ReadServers servers;
    private final ReadMetrics metrics;
    private final UnknownEpochs unknownEpochs = new UnknownEpochs(System::nanoTime);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    NearestTimeline(ReadServers servers, ReadMetrics metrics) {
        this.servers = servers;
        this.metrics = metrics;
    }

    private record Answer(ReadServer server, ReadResult result) {

        boolean isAheadOfReplica() {
            return result instanceof ReadResult.Ahead && !server.isMaster();
        }
    }

    @Override
    public CompletionStage<ReadResult> read(ReadRequest request) {
        return ask(request).thenCompose(answer -> {
            if (!answer.isAheadOfReplica() || servers.isStale() || !waiting.tryAcquire()) {
                return judge(request, answer);
            }
            return askAgain(request, LOOKS_AGAIN)
                    .whenComplete((last, failure) -> waiting.release())
                    .thenCompose(last -> judge(request, last));
        });
    }

    private CompletionStage<Answer> askAgain(ReadRequest request, int looks) {
        return CompletableFuture.supplyAsync(() -> ask(request), LATER)
                .thenCompose(asked -> asked)
                .thenCompose(answer -> answer.isAheadOfReplica() && looks > 1
                        ? askAgain(request, looks - 1)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletionStage<Answer> ask(ReadRequest request) {
        return ask(request, servers.inOrder());
    }

    /** Asks the first; when it fails, the others. */
    private CompletionStage<Answer> ask(ReadRequest request, List<ReadServer> order) {
        ReadServer server = order.get(0);
        CompletionStage<Answer> asked = ask(request, server);
        if (order.size() == 1) {
            return asked;
        }
        return asked.exceptionallyCompose(failure -> ask(request, order.subList(1, order.size())));
    }

    private CompletionStage<Answer> ask(ReadRequest request, ReadServer server) {
        return ReadScript.run(server.commands(), request).handle((result, failure) -> {
            if (failure != null) {
                servers.failed(server, failure);
                throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
            }
            metrics.read(server);
            return new Answer(server, result);
        });
    }

    private CompletionStage<ReadResult> judge(ReadRequest request, Answer answer) {
        if (answer.server().isMaster() || !isOfUnknownEpoch(request, answer.result())) {
            return CompletableFuture.completedFuture(answer.result());
        }
        return askMaster(request).exceptionally(failure -> {
            Cursor cursor = ((ReadFrom.After) request.from()).cursor();
            return unknownEpochs.mayBeNewer(request.topic(), cursor.epoch())
                    ? new ReadResult.Ahead(cursor)
                    : answer.result();
        });
    }

    /** At once, or not at all. */
    private CompletionStage<ReadResult> askMaster(ReadRequest request) {
        ReadServer master = servers.master();
        return master.isWell()
                ? ask(request, master).thenApply(Answer::result)
                : CompletableFuture.failedFuture(new IllegalStateException("the master is away"));
    }

    private static boolean isOfUnknownEpoch(ReadRequest request, ReadResult result) {
        return request.from() instanceof ReadFrom.After after
                && !after.cursor().epoch().equals(Epoch.NONE)
                && result instanceof ReadResult.Page page
                && !page.cursor().epoch().equals(after.cursor().epoch());
    }
}
