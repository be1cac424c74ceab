package live.danmaku.tools.history.run;

import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.ScenarioException;

/** The rooms of a run. Calls block. */
final class RoomSetup {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);
    private static final long SOON = TimeUnit.SECONDS.toNanos(10);

    private final Api api;
    private final String token;

    RoomSetup(Api api) throws InterruptedException {
        this.api = api;
        this.token = api.token("host", "host");
    }

    /** Until the processors have their partitions: a like in each room is visible. Nothing like that is judged. */
    void awaitWorking(List<String> rooms) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        for (String room : rooms) {
            String path = "/v1/rooms/" + room + "/messages";
            while (!isVisible(path)) {
                if (System.nanoTime() > deadline) {
                    throw new ScenarioException("a like in %s does not become visible".formatted(room));
                }
            }
        }
    }

    /** Whether a like that is sent now is soon shown. */
    private boolean isVisible(String path) throws InterruptedException {
        long deadline = System.nanoTime() + SOON;
        api.call("POST", path, token, "{\"type\":\"like\",\"body\":{}}");
        while (System.nanoTime() < deadline) {
            if (!api.get(path + "?types=like", "").json().path("messages").isEmpty()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return false;
    }
}
