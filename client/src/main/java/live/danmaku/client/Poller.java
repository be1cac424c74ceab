package live.danmaku.client;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Reads a room by polling, at the pace that the server tells. On the client's thread. */
final class Poller {

    private static final int PAGE = 100;

    /** Told on the client's thread; nothing after {@link Poller#stop}. */
    interface Listener {

        void page(Batch batch);

        /** The server does not know the cursor any more. */
        void lostCursor();

        /** It cannot be read now, and is tried again. */
        void trouble(String reason);

        /** Nothing more comes. */
        void over(String reason);
    }

    private final ServerApi api;
    private final String room;
    private final ScheduledExecutorService thread;
    private final RandomGenerator random;
    private final Supplier<Backoff> backoff;
    private final Listener listener;
    private @Nullable String cursor;
    private int failures;
    private @Nullable Future<?> next;
    private boolean over;

    Poller(
            ServerApi api,
            String room,
            @Nullable String cursor,
            ScheduledExecutorService thread,
            RandomGenerator random,
            Supplier<Backoff> backoff,
            Listener listener) {
        this.api = api;
        this.room = room;
        this.cursor = cursor;
        this.thread = thread;
        this.random = random;
        this.backoff = backoff;
        this.listener = listener;
    }

    void start(long delayMs) {
        next = thread.schedule(this::poll, delayMs, TimeUnit.MILLISECONDS);
    }

    /** Ends it; nothing is told afterwards. */
    void stop() {
        over = true;
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void poll() {
        String after = cursor;
        String query = "?limit=" + PAGE + (after == null ? "" : "&after=" + ServerApi.encoded(after));
        api.get("/v1/rooms/" + ServerApi.encoded(room) + "/messages" + query)
                .thenAcceptAsync(answer -> take(answer, after), thread);
    }

    private void take(ServerApi.Answer answer, @Nullable String after) {
        if (over) {
            return;
        }
        switch (answer.status()) {
            case 200 -> page(answer, after);
            case 403, 404 -> end(answer.problem());
            case 400 -> {
                cursor = null;
                listener.lostCursor();
                failed(answer);
            }
            default -> failed(answer);
        }
    }

    private void page(ServerApi.Answer answer, @Nullable String after) {
        failures = 0;
        String to = answer.json().path("cursor").asString("");
        Batch batch = new Batch(
                "room:" + room,
                after,
                to,
                Batch.messages(answer.json()),
                answer.json().path("leftOut").asInt(0),
                answer.json().path("gap").asBoolean(false));
        cursor = to;
        long everyMs = answer.json().path("pollAfterMs").asLong(2_000);
        boolean last = answer.json().path("state").asString("").equals("ended")
                && batch.messages().isEmpty();
        if (!last) {
            boolean full = after != null && batch.messages().size() >= PAGE;
            start(full ? 0 : Math.round(everyMs * (0.9 + 0.2 * random.nextDouble())));
        }
        listener.page(batch);
        if (last) {
            end("The stream has ended.");
        }
    }

    private void failed(ServerApi.Answer answer) {
        failures++;
        start(Math.max(backoff.get().waitMs(failures, random), answer.retryAfterMs()));
        listener.trouble(answer.problem());
    }

    private void end(String reason) {
        if (!over) {
            stop();
            listener.over(reason);
        }
    }
}
