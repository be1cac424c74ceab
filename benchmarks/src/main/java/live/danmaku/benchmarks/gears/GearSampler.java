package live.danmaku.benchmarks.gears;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import live.danmaku.benchmarks.backlog.RedisProbe;
import live.danmaku.benchmarks.process.RoomSetup;
import tools.jackson.databind.JsonNode;

/** Takes samples of a room; the caller says when. Not thread-safe. */
final class GearSampler {

    private final RoomSetup setup;
    private final RedisProbe redis;
    private final String room;
    private final LongSupplier sent;
    private final long begin = System.nanoTime();
    private final List<GearSample> samples = new ArrayList<>();
    private long lastAt = begin;
    private long lastSent;
    private long lastAppended;
    private int lastGear = 1;

    /** @param sent how many messages were sent so far */
    GearSampler(RoomSetup setup, RedisProbe redis, String room, LongSupplier sent) {
        this.setup = setup;
        this.redis = redis;
        this.room = room;
        this.sent = sent;
    }

    /** Blocks for some milliseconds. */
    GearSample sample() throws IOException, InterruptedException, ExecutionException {
        JsonNode row = setup.gear(room);
        long appended = redis.comments(List.of(room));
        long sentNow = sent.getAsLong();
        long now = System.nanoTime();
        int gear = row.path("gear").asInt(lastGear);
        double seconds = (now - lastAt) / 1e9;
        GearSample sample = new GearSample(
                (now - begin) / 1e9,
                (sentNow - lastSent) / seconds,
                (appended - lastAppended) / seconds,
                Math.max(0, sentNow - appended),
                row.path("lagMs").asLong(0),
                gear,
                gear == lastGear ? "" : row.path("reason").asString());
        samples.add(sample);
        lastAt = now;
        lastSent = sentNow;
        lastAppended = appended;
        lastGear = gear;
        return sample;
    }

    List<GearSample> all() {
        return List.copyOf(samples);
    }
}
