package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.ScenarioException;
import tools.jackson.databind.JsonNode;

/** Polls a room so often that it becomes hot, then leaves it alone until it is cold again; the next time another one. */
final class HotFault implements Fault {

    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final long WITHIN = TimeUnit.SECONDS.toNanos(30);
    private static final long HOT_FOR = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long LOOK_MS = 200;
    private static final int CROWD = 8;

    private final Api api;
    private final String token;
    private final List<String> rooms;
    private final UsageLog log;
    private final boolean mustWork;
    private int next;

    /** @param mustWork whether nothing else can be why a room does not become hot */
    HotFault(Api api, List<String> rooms, UsageLog log, boolean mustWork) throws InterruptedException {
        this.mustWork = mustWork;
        this.api = api;
        this.token = api.token("crowd", "ops");
        this.rooms = rooms;
        this.log = log;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        String room = rooms.get(next++ % rooms.size());
        log.start(room + " is polled by many");
        long deadline = System.nanoTime() + WITHIN;
        try {
            while (!state(room).equals("hot")) {
                crowd(room, TimeUnit.MILLISECONDS.toNanos(LOOK_MS), deadline);
            }
            crowd(room, HOT_FOR, deadline);
            while (!state(room).equals("cold")) {
                require(room, "cold", deadline);
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (ScenarioException e) {
            if (mustWork) {
                throw e;
            }
        }
        log.stop(room + " is left alone");
        return BETWEEN;
    }

    private void crowd(String room, long nanos, long deadline) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            List<CompletableFuture<Api.Answer>> polls = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                polls.add(api.send("GET", "/v1/rooms/" + room + "/messages", "", ""));
            }
            for (CompletableFuture<Api.Answer> poll : polls) {
                Api.result(poll);
            }
        }
        require(room, "hot", deadline);
    }

    private static void require(String room, String state, long deadline) {
        if (System.nanoTime() > deadline) {
            throw new ScenarioException("%s does not become %s".formatted(room, state));
        }
    }

    /** What the decision log says about it, {@code hot} or {@code cold}. */
    private String state(String room) throws InterruptedException {
        Api.Answer answer = api.get("/v1/ops/decisions?kind=hot-room&limit=100", token);
        for (JsonNode decision : answer.json()) {
            if (decision.path("subject").asString("").equals("room:" + room)) {
                return decision.path("after").asString("");
            }
        }
        return "cold";
    }
}
