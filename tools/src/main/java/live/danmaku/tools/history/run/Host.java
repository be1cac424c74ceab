package live.danmaku.tools.history.run;

import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.record.Ending;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Fronts;
import live.danmaku.tools.history.system.ScenarioException;

/** Begins streams and ends them, whatever goes wrong meanwhile. Calls block. Thread-safe. */
final class Host {

    /** A fault and what it leads to take less. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(150);

    private static final long ENDED_WITHIN_MICROS = TimeUnit.SECONDS.toMicros(180);
    private static final long PAUSE_MS = 500;

    private final Fronts fronts;
    private final String token;
    private final HistoryFile history;

    Host(Fronts fronts, HistoryFile history) throws InterruptedException {
        this.fronts = fronts;
        this.token = fronts.get().token("host", "host");
        this.history = history;
    }

    void begin(String room) throws InterruptedException {
        String wish = "{\"title\":\"A checked room\",\"area\":\"check\",\"room\":\"%s\"}".formatted(room);
        // 409: an earlier try was answered to nobody.
        untilDone("POST", "/v1/rooms", wish, 201);
    }

    /** Asks for a stream's end, until that is accepted; returns when it was first asked. */
    long end(String room) throws InterruptedException {
        long askedAt = HistoryClock.now();
        untilDone("POST", "/v1/rooms/" + room + "/end", "", 202);
        return askedAt;
    }

    /** Blocks until everything of it is in the archive, or that is given up; writes down which. */
    void awaitEnded(String room, long askedAt) throws InterruptedException {
        String state = "";
        while (!state.equals("ended") && HistoryClock.now() < askedAt + ENDED_WITHIN_MICROS) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            Api front = fronts.get();
            Api.Answer answer = front.get("/v1/rooms/" + room, "");
            if (answer.status() == 0) {
                fronts.failed(front);
            }
            state = answer.status() == 200 ? answer.json().path("state").asString("") : state;
        }
        history.write(new Ending(room, state, askedAt, HistoryClock.now()));
    }

    private void untilDone(String method, String path, String body, int done) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        Api front = fronts.get();
        Api.Answer answer = front.call(method, path, token, body);
        while (answer.status() != done && answer.status() != 409) {
            if (System.nanoTime() > deadline) {
                throw new ScenarioException("%s %s is not done: %s".formatted(method, path, answer.problem()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            front = fronts.after(front);
            answer = front.call(method, path, token, body);
        }
    }
}
