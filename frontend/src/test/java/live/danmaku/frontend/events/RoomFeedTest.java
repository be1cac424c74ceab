package live.danmaku.frontend.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadFrom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RoomFeedTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ReadFrom START = new ReadFrom.Start();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final LoggedRoom room = new LoggedRoom();
    private RoomFeed feed = feed(DataSize.ofMegabytes(1));

    private RoomFeed feed(DataSize recent) {
        EventsSettings settings = new EventsSettings(
                Duration.ofMillis(5), Duration.ofSeconds(15), recent, Duration.ofSeconds(20), 1_000, 100);
        return new RoomFeed(
                LoggedRoom.TOPIC, room, room, thread, settings, new EventsMetrics(new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        feed.close();
        thread.shutdownNow();
        assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void manyViewers_areToldEverythingOnce_byFewReadings() {
        room.say(3);
        List<Watched> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(watch(START));
        }
        awaitMessages(all, 3);
        int before = room.reads();
        room.say(20);

        awaitMessages(all, 23);
        assertThat(room.reads() - before).isLessThanOrEqualTo(25);
    }

    @Test
    void cursorInTheMiddle_goesOnThere_withoutLossOrRepeat() {
        Watched first = watch(START);
        room.say(5);
        awaitMessages(List.of(first), 5);
        Cursor at = Cursor.parse(first.lastEventId());
        first.leave();
        room.say(5);

        Watched again = watch(new ReadFrom.After(at));

        await().atMost(SOON).until(() -> again.messages().size() == 5);
        assertThat(again.messages()).isEqualTo(ids(6, 10));
    }

    @Test
    void reconnectingAllTheTime_losesAndRepeatsNothing() {
        Watched viewer = watch(START);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            room.say(3);
            Watched before = viewer;
            await().atMost(SOON).until(() -> !before.messages().isEmpty());
            viewer.leave();
            seen.addAll(viewer.messages());
            viewer = watch(new ReadFrom.After(Cursor.parse(viewer.lastEventId())));
        }
        Watched last = viewer;
        await().atMost(SOON).until(() -> seen.size() + last.messages().size() == 150);
        seen.addAll(last.messages());
        assertThat(seen).isEqualTo(ids(1, 150));
    }

    @Test
    void noCursor_isToldTheNewestPageWithoutFrom() {
        room.say(150);

        Watched viewer = watch(new ReadFrom.Newest());

        awaitMessages(List.of(viewer), 50, 150);
        assertThat(viewer.events().get(0)).contains("\"from\":null");
    }

    @Test
    void cursorOfALostEpoch_isToldAGap() {
        room.say(2);

        Watched viewer = watch(new ReadFrom.After(new Cursor(new Epoch("lost"), 7)));

        awaitMessages(List.of(viewer), 2);
        assertThat(viewer.events().get(0)).contains("\"gap\":true");
    }

    @Test
    void lostSuffix_viewersWhoHadReadItAreToldAGap_andNobodyIsSentAway() {
        room.say(2);
        Watched viewer = watch(START);
        awaitMessages(List.of(viewer), 2);
        Object kept = room.keep();
        room.say(2);
        awaitMessages(List.of(viewer), 4);

        room.putBack(kept);
        room.say(2);

        await().atMost(SOON).until(() -> viewer.messages().size() == 6);
        assertThat(viewer.messages()).isEqualTo(ids(1, 6));
        assertThat(gaps(viewer)).isEqualTo(1);
        assertThat(viewer.isComplete()).isFalse();
    }

    @Test
    void lostSuffix_thatThisFrontEndHadNotRead_isAGapForTheViewerWhoHad() {
        room.say(2);
        Watched viewer = watch(START);
        awaitMessages(List.of(viewer), 2);
        Object kept = room.keep();
        room.breakDown();
        room.say(2);
        Cursor lost = room.end();
        room.putBack(kept);
        room.recover();
        Watched other = watch(new ReadFrom.After(lost));
        room.say(2);

        await().atMost(SOON)
                .until(() -> viewer.messages().size() == 4 && other.messages().size() == 2);
        assertThat(gaps(viewer)).isZero();
        assertThat(gaps(other)).isEqualTo(1);
        Watched late = watch(new ReadFrom.After(lost));
        await().atMost(SOON).until(() -> late.messages().size() == 2);
        assertThat(gaps(late)).isEqualTo(1);
        assertThat(viewer.isComplete()).isFalse();
    }

    private static long gaps(Watched viewer) {
        return viewer.events().stream()
                .filter(event -> event.contains("\"gap\":true"))
                .count();
    }

    @Test
    void slowClient_thatFallsBehindWhatIsInMemory_isAskedToComeBackWithItsCursor() {
        feed.close();
        feed = feed(DataSize.ofBytes(500));
        await().atMost(SOON).until(() -> feed.recent() != null);
        Watched quick = watch(START);
        Watched slow = Watched.slow(stream(START));
        slow.take(2);
        for (int i = 1; i < 30; i++) {
            room.say(1);
            awaitMessages(List.of(quick), i);
        }
        slow.take(10);

        await().atMost(SOON).until(slow::isComplete);
        String last = slow.events().get(slow.events().size() - 1);
        assertThat(last).startsWith("event: close\n").contains("\"code\":4001", "\"reconnect\":true");

        Watched again = watch(new ReadFrom.After(Cursor.parse(slow.lastEventId())));
        await().atMost(SOON)
                .until(() -> slow.messages().size() + again.messages().size() == 29);
        List<String> seen = new ArrayList<>(slow.messages());
        seen.addAll(again.messages());
        assertThat(seen).isEqualTo(ids(1, 29));
    }

    @Test
    void room_isToldWhenItChangesOnly_andItsEndAfterTheLastMessage() {
        Watched viewer = watch(START);
        thread.execute(() -> feed.tick(EventText.room("live", 1), false));
        thread.execute(() -> feed.tick(EventText.room("live", 1), false));
        await().atMost(SOON).until(() -> viewer.events().size() == 2);
        room.say(1);
        thread.execute(() -> feed.tick(EventText.room("ended", 1), true));

        await().atMost(SOON).until(viewer::isComplete);
        assertThat(viewer.events().get(1)).isEqualTo("event: room\ndata: {\"state\":\"live\",\"online\":1}\n\n");
        assertThat(viewer.messages()).containsExactly("m1");
        assertThat(viewer.events().get(viewer.events().size() - 1)).startsWith("event: end\n");
        assertThat(feed.streams()).isEmpty();
    }

    @Test
    void switchedOff_streamsEndAndSayWhy() {
        Watched viewer = watch(START);
        await().atMost(SOON).until(() -> viewer.lastEventId().equals("0-0"));

        feed.end(StreamEnd.SWITCH);

        await().atMost(SOON).until(viewer::isComplete);
        assertThat(viewer.events().get(1)).contains("\"code\":4007");
    }

    private Watched watch(ReadFrom from) {
        return Watched.quick(stream(from));
    }

    private EventStream stream(ReadFrom from) {
        return new EventStream(feed, from, null, () -> {});
    }

    private static void awaitMessages(List<Watched> all, int last) {
        awaitMessages(all, 0, last);
    }

    private static void awaitMessages(List<Watched> all, int before, int last) {
        await().atMost(SOON)
                .until(() -> all.stream().allMatch(viewer -> viewer.messages().equals(ids(before + 1, last))));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "m" + i).toList();
    }
}
