package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadResult.Page;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.testkit.ReplicatedRedis;
import org.junit.jupiter.api.Test;

/** A reader keeps its cursor while servers come and go, and misses nothing. */
class ReadSwitchesIT {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));
    private static final int MESSAGES = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Reads from wherever the reader happens to be sent, until it has seen as many messages as there are. */
    private static final class Follower {

        private final List<StoredMessage> seen = new ArrayList<>();
        private Cursor cursor = Cursor.ORIGIN;
        private boolean gap;

        void read(TimelineReader reader) {
            if (ReadingSide.read(reader, TOPIC, new ReadFrom.After(cursor)) instanceof Page page) {
                seen.addAll(page.messages());
                cursor = page.cursor();
                gap |= page.gap();
            }
        }

        boolean isDone() {
            return seen.size() >= MESSAGES;
        }
    }

    @Test
    void readAfter_serversChangeAllTheTime_everythingOnceInOneOrder() {
        try (ReplicatedRedis redis = ReplicatedRedis.start(2);
                WritingSide writer = new WritingSide(redis.master());
                ReadingSide wanderer = new ReadingSide(redis.master().address(), redis.replica(0), redis.replica(1));
                ReadingSide first = new ReadingSide(redis.master().address(), redis.replica(0));
                ReadingSide second = new ReadingSide(redis.master().address(), redis.replica(1))) {
            List<TimelineReader> places = List.of(first.timeline, second.timeline, writer.timeline);

            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeAll(writer));
            CompletableFuture<Follower> ordered = CompletableFuture.supplyAsync(() -> {
                Follower follower = new Follower();
                until(follower, () -> follower.read(wanderer.timeline));
                return follower;
            });
            CompletableFuture<Follower> sentAround = CompletableFuture.supplyAsync(() -> {
                Random random = new Random(7);
                Follower follower = new Follower();
                until(follower, () -> follower.read(places.get(random.nextInt(places.size()))));
                return follower;
            });
            while (!writing.isDone()) {
                redis.cutOff(0);
                redis.replica(1).kill();
                redis.reconnect(0);
                redis.replica(1).restart();
                redis.cutOff(1);
                redis.replica(0).kill();
                redis.replica(0).restart();
                redis.reconnect(1);
            }
            writing.join();

            List<String> order = new ArrayList<>();
            Follower master = new Follower();
            until(master, () -> master.read(writer.timeline));
            master.seen.forEach(message -> order.addAll(Appends.ids(List.of(message))));
            assertThat(order).hasSize(MESSAGES).doesNotHaveDuplicates();
            for (Follower follower : List.of(ordered.join(), sentAround.join())) {
                assertThat(Appends.ids(follower.seen)).isEqualTo(order);
                assertThat(follower.gap).isFalse();
            }
            assertThat(wanderer.registry
                            .get("danmaku.redis.read.failovers")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    private static void writeAll(WritingSide writer) {
        for (int first = 1; first <= MESSAGES; first += AppendBatch.MAX_ENTRIES) {
            writer.append(TOPIC, first, Math.min(MESSAGES, first + AppendBatch.MAX_ENTRIES - 1));
            // A message every 2 ms or so, so that there is time for things to happen.
            await().pollDelay(Duration.ofMillis(40)).until(() -> true);
        }
    }

    private static void until(Follower follower, Runnable read) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    read.run();
                    return follower.isDone();
                });
    }
}
