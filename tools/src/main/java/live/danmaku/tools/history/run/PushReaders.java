package live.danmaku.tools.history.run;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import live.danmaku.client.ClientSettings.Link;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.system.Api;

/** The viewers with long connections: by WebSocket and by TCP in turn. */
final class PushReaders implements AutoCloseable {

    private final URI server;
    private final RunNotes notes;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread clients = new Thread(task, "push-readers");
        clients.setDaemon(true);
        return clients;
    });
    private final List<PushReader> readers = new ArrayList<>();

    PushReaders(URI server, RunNotes notes) {
        this.server = server;
        this.notes = notes;
    }

    void add(String name, String room, HistoryFile history) {
        Link link = readers.size() % 2 == 0 ? Link.WEB_SOCKET : Link.TCP;
        readers.add(new PushReader(server, name, room, link, history, notes, http, thread));
    }

    List<PushReader> all() {
        return List.copyOf(readers);
    }

    void start() {
        readers.forEach(PushReader::start);
    }

    /** Blocks until all have read to the end. */
    void awaitEnd(Api api) throws InterruptedException {
        for (PushReader reader : readers) {
            reader.awaitEnd(api);
        }
    }

    @Override
    public void close() {
        readers.forEach(PushReader::close);
        thread.shutdown();
    }
}
