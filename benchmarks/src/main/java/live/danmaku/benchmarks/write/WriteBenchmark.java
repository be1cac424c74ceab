package live.danmaku.benchmarks.write;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.benchmarks.report.Round;
import org.jspecify.annotations.Nullable;

/** The course of {@code bench write}: all candidates in turn, and never two of them at a time. */
final class WriteBenchmark implements AutoCloseable {

    private final MeasuredServer danmaku;
    private final MeasuredServer webFlux;
    private final LoadThread thread = new LoadThread();
    private final Visibility visibility = new Visibility();
    private final Readers readers;
    private final List<HttpConnection> toDanmaku;
    private final List<HttpConnection> toWebFlux;
    private final MessageSource messages;
    private final MessageSource parsed;
    private final @Nullable KafkaReference kafka;
    private final WriteReport report = new WriteReport();

    /** @param bootstrapServers of the server's Kafka; null leaves that reference out */
    WriteBenchmark(
            MeasuredServer danmaku, MeasuredServer webFlux, @Nullable String bootstrapServers, int clients, int rooms)
            throws IOException, InterruptedException, ExecutionException {
        this.danmaku = danmaku;
        this.webFlux = webFlux;
        URI url = danmaku.url();
        String run = "bench-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        List<String> names =
                IntStream.range(0, rooms).mapToObj(i -> run + "-" + i).toList();
        RoomSetup setup = new RoomSetup(url);
        List<RoomFollower> followers = new ArrayList<>();
        for (String room : names) {
            setup.createRoom(room);
            HttpConnection connection = thread.connect(url, 1).get(0);
            String cursor = setup.poll(room, "limit=1").path("cursor").asString();
            followers.add(new RoomFollower(thread.loop(), connection, url, room, "", run, visibility, cursor));
        }
        readers = new Readers(visibility, followers);
        toDanmaku = thread.connect(url, clients);
        toWebFlux = thread.connect(webFlux.url(), clients);
        messages = MessageSource.comments(
                url, names.stream().map("/v1/rooms/%s/messages"::formatted).toList(), setup.token(), run, visibility);
        parsed = MessageSource.comments(webFlux.url(), List.of("/messages"), setup.token(), run, new Visibility());
        ClosedLoop.run(thread, toDanmaku.subList(0, 1), messages, Duration.ofMillis(200));
        readers.drain();
        int bytes = setup.poll(names.get(0), "limit=1")
                .path("messages")
                .path(0)
                .toString()
                .getBytes(StandardCharsets.UTF_8)
                .length;
        report.setUp(clients, rooms, bytes);
        kafka = bootstrapServers == null ? null : new KafkaReference(bootstrapServers, run, clients, bytes, names);
    }

    /** Blocks until all are warm, at most for about {@code atMost}; says how it went. */
    String warmUp(Duration slice, Duration atMost) throws InterruptedException, ExecutionException, IOException {
        readers.read(true);
        List<WarmUp.Slice> candidates = new ArrayList<>();
        candidates.add(() -> ClosedLoop.run(thread, toDanmaku, messages, slice.multipliedBy(2))
                .perSecond());
        candidates.add(() -> ClosedLoop.run(thread, toWebFlux, parsed, slice).perSecond());
        if (kafka != null) {
            candidates.add(() -> kafka.run(slice).perSecond());
        }
        String how = WarmUp.run(candidates, atMost);
        readers.drain();
        return how;
    }

    void measureThroughput(int rounds, Duration slice) throws InterruptedException, ExecutionException, IOException {
        for (int i = 0; i < rounds; i++) {
            if (kafka != null) {
                report.kafka().add(Round.of(kafka.run(slice), Duration.ZERO));
            }
            report.webFlux().add(load(webFlux, toWebFlux, parsed, slice));
            // Nobody reads meanwhile: what is measured is accepting. The processor works, as it always does.
            report.danmaku().add(load(danmaku, toDanmaku, messages, slice));
            readers.drain();
        }
    }

    private Round load(MeasuredServer server, List<HttpConnection> connections, MessageSource source, Duration slice)
            throws InterruptedException, ExecutionException {
        Duration before = server.cpuTime();
        LoadResult result = ClosedLoop.run(thread, connections, source, slice);
        return Round.of(result, server.cpuTime().minus(before));
    }

    void measureVisibility(int perSecond, Duration open, Duration saturated)
            throws InterruptedException, ExecutionException, IOException {
        readers.read(true);
        visibility.takeMicros();
        LoadResult paced = OpenLoop.run(thread, toDanmaku, messages, perSecond, open);
        readers.awaitAllSeen();
        report.visible("%d/s, open loop".formatted(perSecond), paced, visibility.takeMicros());
        LoadResult full = ClosedLoop.run(thread, toDanmaku, messages, saturated);
        readers.awaitAllSeen();
        report.visible("saturated, closed loop", full, visibility.takeMicros());
        readers.read(false);
    }

    /** @return whether all is right: every accepted message was seen, once, and no answer was wrong */
    boolean print(PrintWriter out) {
        return report.print(out, visibility);
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
        thread.close();
    }
}
