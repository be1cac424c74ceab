package live.danmaku.push.pusher.feed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.Switches;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.pusher.encode.EncodeMetrics;
import live.danmaku.push.pusher.grade.GradeSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A thread's topics over a timeline in memory, in turns that the test takes. */
final class FeedHarness implements TimelineReader, HintSource, DecisionLog {

    static final Topic ROOM = Topic.parse("room:r1");
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    final ManualTurns turns = new ManualTurns();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<ReadRequest> reads = new ArrayList<>();

    /** The topics of each question where they end. */
    final List<List<Topic>> asked = new ArrayList<>();

    final List<Decision> decisions = new ArrayList<>();
    private final long began = System.currentTimeMillis();
    final InMemoryTimeline timeline;
    final FeedLoop loop;

    boolean storeIsAway;
    boolean hintsAreLost;

    /** Readings are not answered before {@link #answer}. */
    boolean storeIsSilent;

    private final List<Runnable> unanswered = new ArrayList<>();

    @Nullable
    ReadResult planned;

    Switches switches = Switches.NONE;
    private long offset;

    FeedHarness() {
        this(settings(1_000), new TimelineLimits(100_000, Duration.ofMinutes(30), Duration.ofHours(1)));
    }

    FeedHarness(FeedSettings settings, TimelineLimits limits) {
        this(settings, limits, GRADES);
    }

    static final GradeSettings GRADES = new GradeSettings(
            new GradeSettings.Small(150, Duration.ofSeconds(60)),
            new GradeSettings.Medium(2_000, 60, Duration.ofSeconds(5)),
            new GradeSettings.Large(20_000, 30, Duration.ofSeconds(3)),
            new GradeSettings.Huge(100_000, 20, Duration.ofSeconds(3)),
            Duration.ofSeconds(10));

    FeedHarness(FeedSettings settings, TimelineLimits limits, GradeSettings grades) {
        timeline = new InMemoryTimeline(limits, this::now);
        loop = new FeedLoop(
                new FeedParts(
                        this,
                        this::ends,
                        this,
                        () -> switches,
                        this,
                        settings,
                        grades,
                        new FeedMetrics(registry),
                        new EncodeMetrics(registry),
                        Clock.systemUTC()),
                turns,
                HEARTBEAT.toNanos());
        loop.start();
    }

    static FeedSettings settings(int keepMessages) {
        return new FeedSettings(
                1,
                Duration.ofMillis(5),
                Duration.ofMillis(100),
                40,
                Duration.ofMillis(3),
                200,
                100,
                Duration.ofSeconds(10),
                keepMessages,
                DataSize.ofMegabytes(1),
                Duration.ofMinutes(5),
                1000,
                200_000);
    }

    private long now() {
        return began + turns.nanos() / 1_000_000;
    }

    @Override
    public CompletionStage<ReadResult> read(ReadRequest request) {
        reads.add(request);
        if (storeIsAway) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        if (storeIsSilent) {
            CompletableFuture<ReadResult> answer = new CompletableFuture<>();
            unanswered.add(() -> timeline.read(request).thenAccept(answer::complete));
            return answer;
        }
        ReadResult next = planned;
        planned = null;
        return next == null ? timeline.read(request) : CompletableFuture.completedFuture(next);
    }

    private CompletionStage<List<Cursor>> ends(List<Topic> topics) {
        asked.add(topics);
        if (storeIsAway) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        return CompletableFuture.completedFuture(topics.stream().map(this::end).toList());
    }

    /** Answers all readings, and is not silent any more. */
    void answer() {
        storeIsSilent = false;
        unanswered.forEach(Runnable::run);
        unanswered.clear();
        turns.run();
    }

    @Override
    public CompletionStage<Subscription> subscribe(Topic topic, Consumer<Hint> listener) {
        return timeline.subscribe(topic, hint -> {
            if (!hintsAreLost) {
                listener.accept(hint);
            }
        });
    }

    @Override
    public CompletionStage<Void> record(Decision decision) {
        decisions.add(decision);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
        return CompletableFuture.completedFuture(List.copyOf(decisions));
    }

    void append(TimelineEntry... entries) {
        append(ROOM, entries);
    }

    void append(Topic topic, TimelineEntry... entries) {
        for (TimelineEntry entry : entries) {
            TimelineEntry numbered = new TimelineEntry(
                    offset++, entry.id(), entry.type(), entry.payload(), entry.onlyFor(), entry.deletes(), 0);
            timeline.append(new AppendBatch(topic, began, 0, -1, Cursor.ORIGIN, now(), List.of(numbered)));
        }
    }

    FakeLink follow(long sessions, Encoding... encodings) {
        FakeLink link = new FakeLink();
        follow(link, ROOM, sessions, encodings);
        return link;
    }

    void follow(FakeLink link, Topic topic, long sessions, Encoding... encodings) {
        loop.follow(
                link,
                topic,
                Follow.newBuilder()
                        .setTopic(topic.name())
                        .setSessions((int) sessions)
                        .addAllEncodings(
                                Arrays.stream(encodings).map(Encoding::number).toList())
                        .build());
        turns.run();
    }

    /** Pulls, and gives the answer. */
    Batch pull(FakeLink link, String from, @Nullable String until, int budget, Encoding... encodings) {
        long request = 1_000 + offset++;
        loop.pull(
                link,
                ROOM,
                Pull.newBuilder()
                        .setRequest(request)
                        .setTopic(ROOM.name())
                        .setFrom(from)
                        .setUntil(until == null ? "" : until)
                        .setBudget(budget)
                        .addAllEncodings(
                                Arrays.stream(encodings).map(Encoding::number).toList())
                        .build());
        turns.run();
        List<Batch> answers = link.batches().stream()
                .filter(batch -> batch.getRequest() == request)
                .toList();
        if (answers.size() != 1) {
            throw new AssertionError("%d answers (expected: 1)".formatted(answers.size()));
        }
        return answers.get(0);
    }

    /** Where the timeline ends. */
    Cursor end() {
        return end(ROOM);
    }

    private Cursor end(Topic topic) {
        return ((ReadResult.Page)
                        timeline.read(new ReadRequest(topic, new ReadFrom.Newest(), Set.of(MessageType.values()), 1))
                                .toCompletableFuture()
                                .join())
                .cursor();
    }

    /** The ids that a batch with the JSON encoding holds. */
    static List<String> ids(Batch batch) {
        String text = batch.getEncodedList().stream()
                .filter(encoded -> encoded.getEncoding() == Encoding.JSON.number())
                .findFirst()
                .orElseThrow()
                .getFull()
                .toString(StandardCharsets.UTF_8);
        JsonNode messages = JsonMapper.shared().readTree(text).path("messages");
        return StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.path("id").asString())
                .toList();
    }

    double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    static Switches switched(SwitchName name, long value) {
        return new Switches(Map.of(name, value));
    }
}
