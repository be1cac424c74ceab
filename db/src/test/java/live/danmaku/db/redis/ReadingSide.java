package live.danmaku.db.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;

/** What a front end that reads from replicas has of Redis. */
final class ReadingSide implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MOST_STALENESS = Duration.ofSeconds(3);

    final MeterRegistry registry = new SimpleMeterRegistry();
    final ReadServers servers;
    final NearestTimeline timeline;

    private final RedisLink master;
    private final ReadServerWatch watch;

    /** @param replicas in order of preference */
    ReadingSide(String masterUri, EmbeddedRedis... replicas) {
        List<String> readUris =
                List.of(replicas).stream().map(EmbeddedRedis::address).toList();
        master = RedisLink.patient(masterUri, TIMEOUT);
        ReadMetrics metrics = new ReadMetrics(registry);
        servers = ReadServers.of(settings(masterUri, readUris), master, metrics);
        watch = new ReadServerWatch(servers, TIMEOUT);
        timeline = new NearestTimeline(servers, metrics);
        try {
            watch.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static RedisSettings settings(String uri, List<String> readUris) {
        return new RedisSettings(
                uri, readUris, MOST_STALENESS, TIMEOUT, 1_000, Duration.ofMinutes(1), Duration.ofMinutes(30));
    }

    boolean readsFrom(EmbeddedRedis server) {
        return servers.currentName().equals("127.0.0.1:" + server.port());
    }

    ReadResult read(Topic topic, ReadFrom from) {
        return read(timeline, topic, from);
    }

    static ReadResult read(TimelineReader reader, Topic topic, ReadFrom from) {
        ReadRequest request = new ReadRequest(topic, from, EnumSet.allOf(MessageType.class), 100);
        return reader.read(request)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        watch.close();
        servers.close();
        master.close();
    }
}
