package live.danmaku.standalone.push;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.FaultMark.Edge;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.HistoryFolder;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.record.Send;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rooms that are written to all the time, with viewers on each of two connectors, and histories of all of it. Ready when it is
 * made.
 */
final class RoomLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROOMS = 6;
    private static final int FEEDERS = 2;
    private static final long PERIOD_MS = 15;
    private static final int PAGE = 500;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(FEEDERS + 2);
    private final HttpCalls calls;
    private final Path folder;
    private final List<HistoryFile> files = new ArrayList<>();
    private final HistoryFile sends;
    private final String service;
    private final List<String> rooms = new ArrayList<>();
    private final List<RoomReader> first = new ArrayList<>();
    private final List<RoomReader> second = new ArrayList<>();
    private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Future<?>> feeding = new ArrayList<>();

    /**
     * @param name of the rooms, unlike that of other loads
     * @param ports of the connectors; one half of the viewers begins with the first, the other with the second
     */
    RoomLoad(String name, HttpCalls calls, List<Integer> ports, Path folder) throws IOException, InterruptedException {
        this.calls = calls;
        this.folder = folder;
        this.sends = file("sends");
        this.service = calls.token("feeder", "service");
        List<Integer> reversed = List.of(ports.get(1), ports.get(0));
        for (int i = 0; i < ROOMS; i++) {
            String room = name + i;
            calls.post("/v1/rooms", service, "{\"title\":\"Faults\",\"room\":\"%s\"}".formatted(room));
            rooms.add(room);
            first.add(reader(room + "-first", room, ports));
            second.add(reader(room + "-second", room, reversed));
        }
        await().atMost(PATIENCE).until(() -> all().allMatch(RoomReader::isIn));
        for (int i = 0; i < FEEDERS; i++) {
            feeding.add(threads.scheduleWithFixedDelay(this::feed, 0, PERIOD_MS, TimeUnit.MILLISECONDS));
        }
        awaitProgress();
    }

    private RoomReader reader(String name, String room, List<Integer> ports) {
        return new RoomReader(calls, threads, name, room, ports, file(name));
    }

    private HistoryFile file(String party) {
        HistoryFile file = new HistoryFile(folder, party);
        files.add(file);
        return file;
    }

    /** Comments, and every tenth a message that is never left out. */
    private void feed() {
        int number = next.incrementAndGet();
        String room = rooms.get(number % ROOMS);
        String id = "f" + number;
        String type = number % 10 == 0 ? "system" : "comment";
        String body = "{\"type\":\"%s\",\"id\":\"%s\",\"body\":{\"text\":\"%s\",\"event\":\"checked\"}}"
                .formatted(type, id, id);
        long at = HistoryClock.now();
        int status = Send.NO_ANSWER;
        try {
            status =
                    calls.post("/v1/rooms/" + room + "/messages", service, body).statusCode();
        } catch (IOException e) {
            // What became of it is unknown; the room's log says.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long now = HistoryClock.now();
        sends.write(new Send("feeder", room, type, id, 0, at, now, status));
        if (status == 202) {
            acceptedAt.put(id, now);
        }
    }

    /** Those who began at the first connector. */
    List<RoomReader> first() {
        return first;
    }

    List<RoomReader> second() {
        return second;
    }

    Stream<RoomReader> all() {
        return Stream.concat(first.stream(), second.stream());
    }

    /** Waits until everybody has seen some more messages. */
    void awaitProgress() {
        Map<RoomReader, Integer> before = new ConcurrentHashMap<>();
        all().forEach(reader -> before.put(reader, reader.seen()));
        await().atMost(PATIENCE)
                .until(() -> before.entrySet().stream()
                        .allMatch(reader -> reader.getKey().seen() >= reader.getValue() + 10));
    }

    /** Ends the feed, waits until all have seen everything, and judges. */
    Verdict judge(String fault, long begin, long end) throws IOException, InterruptedException {
        feeding.forEach(feeder -> feeder.cancel(false));
        HistoryFile timeline = file("timeline");
        for (int i = 0; i < ROOMS; i++) {
            String room = rooms.get(i);
            for (RoomReader reader : List.of(first.get(i), second.get(i))) {
                await().atMost(PATIENCE).until(() -> reader.seen() >= accepted(room));
            }
        }
        for (String room : rooms) {
            readAll(room, timeline);
        }
        timeline.write(new FaultMark(fault, Edge.START, "", false, begin));
        timeline.write(new FaultMark(fault, Edge.STOP, "", false, end));
        all().forEach(RoomReader::close);
        files.forEach(HistoryFile::close);
        return Judge.judge(HistoryFolder.read(folder));
    }

    private int accepted(String room) throws IOException, InterruptedException {
        return calls.ids(room, "comment").size() + calls.ids(room, "system").size();
    }

    private void readAll(String room, HistoryFile timeline) throws IOException, InterruptedException {
        String after = Poll.START;
        List<Seen> seen;
        do {
            long at = HistoryClock.now();
            JsonNode page = JsonMapper.shared()
                    .readTree(calls.get("/v1/rooms/%s/messages?limit=%d&after=%s".formatted(room, PAGE, after))
                            .body());
            seen = new ArrayList<>();
            for (JsonNode message : page.get("messages")) {
                seen.add(new Seen(
                        message.get("id").stringValue(), message.get("type").stringValue()));
            }
            String to = page.get("cursor").stringValue();
            timeline.write(
                    new Poll("timeline", Purpose.TIMELINE, room, after, to, false, seen, at, HistoryClock.now()));
            after = to;
        } while (!seen.isEmpty());
    }

    /**
     * How late a message came at most, in ms.
     *
     * @param from messages that were accepted since then, in {@link HistoryClock} time
     * @param possibleAt what was accepted before could not come earlier
     */
    long worstMs(List<RoomReader> viewers, long from, long possibleAt) {
        long worst = 0;
        for (RoomReader viewer : viewers) {
            for (Map.Entry<String, Long> seen : viewer.seenAt().entrySet()) {
                Long accepted = acceptedAt.get(seen.getKey());
                if (accepted != null && accepted >= from) {
                    worst = Math.max(worst, seen.getValue() - Math.max(accepted, possibleAt));
                }
            }
        }
        return TimeUnit.MICROSECONDS.toMillis(worst);
    }

    @Override
    public void close() {
        feeding.forEach(feeder -> feeder.cancel(false));
        all().forEach(RoomReader::close);
        threads.shutdownNow();
        files.forEach(HistoryFile::close);
    }
}
