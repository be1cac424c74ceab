package live.danmaku.push.pusher.important;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import live.danmaku.model.DeviceId;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.push.InMemoryAcknowledgements;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StandingTopics;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Acknowledge;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.pusher.encode.BatchContent;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.encode.EncodeMetrics;
import live.danmaku.push.pusher.link.HeardLink;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.message.PushedMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResendsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final UserId ANN = new UserId("ann");
    private static final Topic TOPIC = Topic.user(ANN);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);
    private final InMemoryAcknowledgements acknowledgements = new InMemoryAcknowledgements();
    private final Resends resends = new Resends(
            timeline,
            timeline,
            acknowledgements,
            encoder(),
            new ResendSettings(FIRST, FIRST.multipliedBy(4)),
            Clock.systemUTC(),
            registry);
    private final HeardLink c1 = new HeardLink("c1");
    private long offset;

    @AfterEach
    void close() {
        resends.close();
    }

    @Test
    void message_notAcknowledged_isSentAgainEverMoreRarelyUntilItIs() {
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN));
        Cursor place = append("m1", Duration.ofMinutes(5));

        await().atMost(PATIENCE).until(() -> resent(c1).size() >= 4);
        Batch batch = resent(c1).get(0);
        assertThat(batch.getSession()).isEqualTo("s1");
        assertThat(batch.getFrom()).isEqualTo(Cursor.ORIGIN.toString());
        assertThat(batch.getTo()).isEqualTo(place.toString());
        assertThat(batch.getMessages()).isEqualTo(1);
        assertThat(batch.getEncoded(0).getFull().toString(UTF_8)).contains("\"topic\":\"user:ann\"", "\"id\":\"m1\"");

        acknowledge(c1, "phone", place);
        int before = settled();
        await().during(FIRST.multipliedBy(8))
                .atMost(PATIENCE)
                .until(() -> resent(c1).size() == before);
        assertThat(acknowledged("phone")).isEqualTo(place);
        assertThat(registry.get("danmaku.push.resent").counter().count()).isEqualTo(before);
    }

    @Test
    void message_acknowledgedOnOneDevice_isSentAgainToTheOther() {
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN), reader("s2", "tablet", Cursor.ORIGIN));
        Cursor place = append("m1", Duration.ofMinutes(5));
        acknowledge(c1, "phone", place);

        await().atMost(PATIENCE).until(() -> resent(c1).size() >= 3);
        assertThat(resent(c1)).extracting(Batch::getSession).containsOnly("s2");
        assertThat(acknowledged("tablet")).isEqualTo(Cursor.ORIGIN);
    }

    @Test
    void message_sameDeviceTwice_oneAcknowledgementIsEnough() {
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN), reader("s2", "phone", Cursor.ORIGIN));
        acknowledge(c1, "phone", append("m1", Duration.ofMinutes(5)));

        await().during(FIRST.multipliedBy(4))
                .atMost(PATIENCE)
                .until(() -> resent(c1).isEmpty());
    }

    @Test
    void message_thatHasExpired_isNotSentAgain() {
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN));
        append("over", Duration.ZERO);
        Cursor last = append("valid", Duration.ofMinutes(5));

        await().atMost(PATIENCE).until(() -> !resent(c1).isEmpty());
        Batch batch = resent(c1).get(0);
        assertThat(batch.getMessages()).isEqualTo(1);
        assertThat(batch.getEncoded(0).getFull().toString(UTF_8))
                .contains("valid")
                .doesNotContain("\"over\"");
        assertThat(batch.getTo()).isEqualTo(last.toString());
    }

    @Test
    void message_whenItExpires_isNotSentAgainAnyMore() {
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN));
        append("m1", FIRST.multipliedBy(5));
        await().atMost(PATIENCE).until(() -> !resent(c1).isEmpty());

        int before = settledAfter(FIRST.multipliedBy(6));
        await().during(FIRST.multipliedBy(8))
                .atMost(PATIENCE)
                .until(() -> resent(c1).size() == before);
    }

    @Test
    void followed_notAsThePrimary_nothingIsSentAgain() {
        follow(c1, false, reader("s1", "phone", Cursor.ORIGIN));
        append("m1", Duration.ofMinutes(5));

        await().during(FIRST.multipliedBy(4))
                .atMost(PATIENCE)
                .until(() -> resent(c1).isEmpty());
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN));
        await().atMost(PATIENCE).until(() -> !resent(c1).isEmpty());
    }

    @Test
    void followed_afterAnotherPusherDied_beginsWhereWasAcknowledged() {
        Cursor seen = append("m1", Duration.ofMinutes(5));
        append("m2", Duration.ofMinutes(5));
        acknowledgements.acknowledge(TOPIC, new Recipient(ANN, new DeviceId("phone")), seen);
        follow(c1, true, reader("s1", "phone", new Cursor(seen.epoch(), 1)));

        await().atMost(PATIENCE).until(() -> !resent(c1).isEmpty());
        assertThat(resent(c1).get(0).getFrom()).isEqualTo(seen.toString());
        assertThat(resent(c1).get(0).getMessages()).isEqualTo(1);
    }

    @Test
    void session_gone_isLeftAlone() {
        follow(c1, true, reader("s1", "phone", Cursor.ORIGIN), reader("s2", "tablet", Cursor.ORIGIN));
        append("m1", Duration.ofMinutes(5));
        follow(c1, true, reader("s2", "tablet", Cursor.ORIGIN));
        await().atMost(PATIENCE).until(() -> resent(c1).size() >= 3);

        assertThat(resent(c1)).extracting(Batch::getSession).containsOnly("s2");
        resends.closed(c1);
        int before = settled();
        await().during(FIRST.multipliedBy(8))
                .atMost(PATIENCE)
                .until(() -> resent(c1).size() == before);
    }

    @Test
    void arrival_linkThatLosesThreeOfTenBatches_everyMessageArrivesAndIsShownOnce() {
        List<String> sent =
                IntStream.range(0, 100).mapToObj(number -> "m" + number).toList();
        LossyClient client = new LossyClient(Cursor.ORIGIN, 0.3, 42, place -> said("phone", place));
        follow(client, true, reader("s1", "phone", Cursor.ORIGIN));
        BatchEncoder live = encoder();
        Cursor from = Cursor.ORIGIN;
        for (String id : sent) {
            append(id, Duration.ofMinutes(5));
            ReadResult.Page page = page(from);
            client.receive(live.encode(new BatchContent(
                            TOPIC,
                            from,
                            page.cursor(),
                            false,
                            page.messages().stream().map(PushedMessage::of).toList(),
                            0))
                    .with(List.of(Encoding.NATIVE))
                    .build());
            from = page.cursor();
        }

        Cursor end = from;
        await().atMost(PATIENCE).until(() -> acknowledged("phone").equals(end));
        assertThat(client.lost()).isGreaterThan(20);
        assertThat(client.shown()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(client.received())
                .as("some came twice")
                .anySatisfy((id, times) -> assertThat(times).isGreaterThan(1));
    }

    private ReadResult.Page page(Cursor from) {
        return (ReadResult.Page)
                timeline.read(new ReadRequest(TOPIC, new ReadFrom.After(from), Set.of(MessageType.SYSTEM), 500))
                        .toCompletableFuture()
                        .join();
    }

    private Cursor append(String id, Duration ttl) {
        long now = System.currentTimeMillis();
        long expiresAt = now + ttl.toMillis();
        String json =
                "{\"id\":\"%s\",\"type\":\"system\",\"priority\":\"P1\",\"expiresAt\":%d,\"topic\":\"user:ann\",\"from\":{\"uid\":\"shop\",\"name\":\"Shop\"},\"body\":{}}"
                        .formatted(id, expiresAt);
        TimelineEntry entry = new TimelineEntry(
                offset++, new MessageId(id), MessageType.SYSTEM, json.getBytes(UTF_8), null, null, expiresAt);
        Appended appended = (Appended)
                timeline.append(new AppendBatch(TOPIC, StandingTopics.START, 0, -1, Cursor.ORIGIN, now, List.of(entry)))
                        .toCompletableFuture()
                        .join();
        return new Cursor(appended.epoch(), appended.clock());
    }

    private void follow(Link link, boolean primary, Reader... readers) {
        resends.said(
                link,
                FromConnector.newBuilder()
                        .setFollow(Follow.newBuilder()
                                .setTopic(TOPIC.name())
                                .setSessions(readers.length)
                                .setPrimary(primary)
                                .addAllReaders(List.of(readers)))
                        .build());
    }

    private static Reader reader(String session, String device, Cursor from) {
        return Reader.newBuilder()
                .setSession(session)
                .setUid("ann")
                .setDevice(device)
                .setEncoding(Encoding.NATIVE.number())
                .setFrom(from.toString())
                .build();
    }

    private void acknowledge(Link link, String device, Cursor cursor) {
        resends.said(link, acknowledgement(device, cursor));
    }

    private void said(String device, Cursor cursor) {
        resends.said(c1, acknowledgement(device, cursor));
    }

    private static FromConnector acknowledgement(String device, Cursor cursor) {
        return FromConnector.newBuilder()
                .setAcknowledge(Acknowledge.newBuilder()
                        .setTopic(TOPIC.name())
                        .setUid("ann")
                        .setDevice(device)
                        .setCursor(cursor.toString()))
                .build();
    }

    private Cursor acknowledged(String device) {
        return acknowledgements
                .of(TOPIC, new Recipient(ANN, new DeviceId(device)))
                .toCompletableFuture()
                .join();
    }

    /** How much was sent when everything that was under way has been. */
    private int settled() {
        return settledAfter(FIRST);
    }

    private int settledAfter(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(PATIENCE).until(() -> System.nanoTime() > end);
        return resent(c1).size();
    }

    private static List<Batch> resent(HeardLink link) {
        return link.heard().stream()
                .filter(FromPusher::hasBatches)
                .flatMap(said -> said.getBatches().getBatchesList().stream())
                .toList();
    }

    private static BatchEncoder encoder() {
        return new BatchEncoder(1_000, new EncodeMetrics(new SimpleMeterRegistry()));
    }
}
