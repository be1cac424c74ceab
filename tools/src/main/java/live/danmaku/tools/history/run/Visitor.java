package live.danmaku.tools.history.run;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Visit;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Fronts;

/**
 * Viewers who enter a room, poll it for a while, and leave it: one says so, the next is silent from then on. One after the
 * other, each with a name of its own.
 */
final class Visitor implements Callable<Void> {

    private static final long POLL_MS = 1_500;
    private static final int SHORTEST_MS = 3_000;
    private static final int LONGEST_MS = 20_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final long RETRY_MS = 300;

    private final Fronts fronts;
    private final Rooms rooms;
    private final String name;
    private final HistoryFile history;
    private final RunClock clock;
    private final Random random;
    private Api front;

    Visitor(Fronts fronts, Rooms rooms, String name, HistoryFile history, RunClock clock, Random random) {
        this.fronts = fronts;
        this.rooms = rooms;
        this.name = name;
        this.history = history;
        this.clock = clock;
        this.random = random;
        this.front = fronts.get();
    }

    @Override
    public Void call() throws InterruptedException {
        for (int number = 1; clock.isRunning(); number++) {
            visit(name + "-" + number, number % 2 == 0);
        }
        return null;
    }

    private void visit(String uid, boolean silently) throws InterruptedException {
        String room = rooms.lasting().get(random.nextInt(rooms.lasting().size()));
        String path = "/v1/rooms/" + room + "/viewers";
        String token = token(uid);
        if (token.isEmpty()) {
            return;
        }
        long from = HistoryClock.now();
        boolean entered = untilDone("POST", path, token, 200);
        long last = HistoryClock.now();
        long silence = entered ? last - from : Long.MAX_VALUE / 2;
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(SHORTEST_MS + random.nextInt(LONGEST_MS - SHORTEST_MS));
        while (entered && clock.isRunning() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            if (front.get("/v1/rooms/" + room + "/messages?limit=1", token).status() == 200) {
                silence = Math.max(silence, HistoryClock.now() - last);
                last = HistoryClock.now();
            } else {
                front = fronts.after(front);
            }
        }
        if (!silently) {
            untilDone("DELETE", path, token, 204);
        }
        silence = Math.max(silence, silently ? 0 : HistoryClock.now() - last);
        history.write(new Visit(room, uid, entered, silence / 1_000, from, HistoryClock.now()));
    }

    private String token(String uid) throws InterruptedException {
        Api.Answer answer = front.call(
                "POST", "/v1/dev/tokens", "", "{\"uid\":\"%s\",\"name\":\"%s\",\"roles\":[]}".formatted(uid, uid));
        if (answer.status() != 200) {
            front = fronts.after(front);
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
        return answer.status() == 200 ? answer.json().path("token").asString("") : "";
    }

    private boolean untilDone(String method, String path, String token, int done) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < deadline) {
            if (front.call(method, path, token, "").status() == done) {
                return true;
            }
            front = fronts.after(front);
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
        return false;
    }
}
