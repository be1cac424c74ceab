package live.danmaku.tools.history.run;

import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.GiftTotal;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.ScenarioException;

/** Writes down what became of gifts when all is over: outcomes and rankings. Calls block. */
final class Aftermath {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_MS = 200;

    private final Api api;
    private final String token;
    private final HistoryFile history;

    Aftermath(Api api, HistoryFile history) throws InterruptedException {
        this.api = api;
        this.token = api.token("aftermath", "service");
        this.history = history;
    }

    /** @param gifts ids of all that were sent */
    void read(List<String> rooms, List<String> gifts) throws InterruptedException {
        readGifts(gifts);
        // Last: what is done by now is in it.
        for (String room : rooms) {
            readRanking(room);
        }
    }

    /** Asks for every gift until none is pending any more, for some time at most. */
    private void readGifts(List<String> gifts) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        for (String gift : gifts) {
            Api.Answer answer = api.get("/v1/gifts/" + gift, token);
            while (isOpen(answer) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                answer = api.get("/v1/gifts/" + gift, token);
            }
            history.write(new GiftOutcome(
                    gift, answer.status(), answer.json().path("state").asString("")));
        }
    }

    private static boolean isOpen(Api.Answer answer) {
        return (answer.status() != 200 && answer.status() != 404)
                || answer.json().path("state").asString("").equals("pending");
    }

    private void readRanking(String room) throws InterruptedException {
        Api.Answer answer = api.get("/v1/rooms/" + room + "/ranking?limit=500", token);
        if (answer.status() != 200) {
            throw new ScenarioException("the ranking of %s cannot be read: %s".formatted(room, answer.problem()));
        }
        answer.json()
                .forEach(row -> history.write(new GiftTotal(
                        room, row.path("uid").asString(), row.path("value").asLong())));
    }
}
