package live.danmaku.tools.history.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Replay;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Deployment;
import live.danmaku.tools.history.system.ServerProcess;
import tools.jackson.databind.JsonNode;

/** Reads the replays of finished streams from each tier in turn. Calls block. */
final class ReplayReading {

    private static final int TRIES = 20;
    private static final long PAUSE_MS = 500;

    private final Deployment deployment;
    private final HistoryFile history;

    ReplayReading(Deployment deployment, HistoryFile history) {
        this.deployment = deployment;
        this.history = history;
    }

    void read(List<String> rooms) throws InterruptedException {
        read(rooms, "first", 500);
        read(rooms, "memory", 499);
        restart();
        read(rooms, "redis", 500);
        rooms.forEach(room -> deployment.redis().deleteAll("{replay:%s}".formatted(room)));
        restart();
        read(rooms, "mysql", 500);
    }

    /** What it has in memory is gone. */
    private void restart() throws InterruptedException {
        for (ServerProcess playback : deployment.processes("playback")) {
            playback.kill();
            playback.startAgain();
        }
    }

    /** @param limit of a page; each has an answer of its own in the cache of answers */
    private void read(List<String> rooms, String tier, int limit) throws InterruptedException {
        Api api = new Api(deployment.processes("playback").get(0).url());
        for (String room : rooms) {
            List<Seen> messages = new ArrayList<>();
            String after = "";
            int status;
            do {
                Api.Answer page = page(api, "/v1/replays/%s/messages?limit=%d%s".formatted(room, limit, after));
                status = page.status();
                page.json().path("messages").forEach(message -> messages.add(Shown.whole(message)));
                JsonNode next = page.json().path("next");
                after = next.isString() ? "&after=" + next.stringValue() : "";
            } while (!after.isEmpty());
            history.write(new Replay(room, tier, status, messages));
        }
    }

    private static Api.Answer page(Api api, String path) throws InterruptedException {
        Api.Answer answer = api.get(path, "");
        for (int i = 1; i < TRIES && answer.status() != 200; i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            answer = api.get(path, "");
        }
        return answer;
    }
}
