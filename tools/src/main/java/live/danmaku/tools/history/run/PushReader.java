package live.danmaku.tools.history.run;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.client.Batch;
import live.danmaku.client.ClientSettings;
import live.danmaku.client.ClientSettings.Link;
import live.danmaku.client.ClientSettings.Prefer;
import live.danmaku.client.Message;
import live.danmaku.client.RoomClient;
import live.danmaku.client.RoomListener;
import live.danmaku.client.TransportState;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.ScenarioException;
import org.jspecify.annotations.Nullable;

/**
 * A viewer with a long connection. Its history is what its client tells it: each line goes on from the one before, whatever
 * the client did meanwhile on the wire, so a hole or a repeat at a change of transports is found like any other.
 */
final class PushReader implements AutoCloseable {

    private static final Duration ROUTE_EVERY = Duration.ofMillis(500);
    private static final Duration AWAY = Duration.ofMillis(300);
    private static final long END_WITHIN = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MS = 50;

    private final String name;
    private final String room;
    private final RunNotes notes;
    private final RoomClient client;
    private volatile long pushed;

    /** @param thread on which all clients run */
    PushReader(
            URI server,
            String name,
            String room,
            Link link,
            HistoryFile history,
            RunNotes notes,
            HttpClient http,
            ScheduledExecutorService thread) {
        this.name = name;
        this.room = room;
        this.notes = notes;
        ClientSettings settings = ClientSettings.of(server, room)
                .as(name, "", "1.0.0")
                .by(link)
                .from(Poll.START)
                .askingEvery(ROUTE_EVERY);
        this.client = new RoomClient(settings, new Told(history), http, thread);
    }

    /** On the client's thread. */
    private final class Told implements RoomListener {

        private final HistoryFile history;
        private @Nullable String last = Poll.START;
        private boolean gap;
        private boolean push;

        Told(HistoryFile history) {
            this.history = history;
        }

        @Override
        public void batch(Batch batch) {
            if (!batch.topic().equals("room:" + room)) {
                return;
            }
            gap |= batch.gap();
            boolean goesOn = last == null || last.equals(Poll.START) || last.equals(batch.from());
            if (batch.to().isEmpty() || (batch.messages().isEmpty() && !goesOn && !gap)) {
                return; // the client has been further than that already
            }
            List<Seen> seen = batch.messages().stream()
                    .map(message -> new Seen(message.id(), message.type()))
                    .toList();
            long now = HistoryClock.now();
            history.write(new Poll(name, Purpose.LIVE, room, last, batch.to(), gap, seen, now, now));
            last = batch.to();
            gap = false;
            batch.messages().stream().map(Message::id).forEach(notes::seen);
            if (push) {
                pushed += batch.messages().size();
            }
        }

        @Override
        public void transport(TransportState state) {
            push = state.kind() == TransportState.Kind.PUSH;
        }
    }

    void start() {
        client.start();
    }

    void prefer(Prefer transport) {
        client.prefer(transport);
    }

    void cut() {
        client.cut(AWAY);
    }

    /** How many messages came by a long connection. */
    long pushed() {
        return pushed;
    }

    /**
     * Blocks until it has read the room to its end.
     *
     * @throws ScenarioException when it cannot
     */
    void awaitEnd(Api api) throws InterruptedException {
        long deadline = System.nanoTime() + END_WITHIN;
        while (!api.get("/v1/rooms/" + room + "/messages?limit=1", "")
                .json()
                .path("cursor")
                .asString("")
                .equals(client.cursor())) {
            if (System.nanoTime() > deadline) {
                throw new ScenarioException(name + " cannot read to the end");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
