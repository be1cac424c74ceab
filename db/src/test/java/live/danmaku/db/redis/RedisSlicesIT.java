package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.archive.Outline;
import live.danmaku.model.archive.SliceKey;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisSlicesIT {

    private static final RedisSlices SLICES =
            new RedisSlices(TestEngines.redis(), Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final ArchivedStream stream = new ArchivedStream(new RoomId("r" + UUID.randomUUID()), 3, 1_000);
    private final SliceKey slice = SliceKey.at(stream, 30_000, -1);

    @BeforeAll
    static void awaitConnection() {
        ArchivedStream none = new ArchivedStream(new RoomId("none"), 1, 0);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> get(SLICES.outline(none)).isEmpty());
    }

    @AfterAll
    static void disconnect() {
        SLICES.close();
    }

    @Test
    void put_sliceOfManyMessages_isFoundInTheOrderOfTime() {
        // Appended in the opposite order of sending.
        List<ArchivedMessage> messages = IntStream.range(0, 1_000)
                .mapToObj(n -> message(n, -30_000 + n / 2, 5_000 - n))
                .sorted(ArchivedMessage.BY_TIME)
                .toList();
        get(SLICES.put(slice, messages));

        List<ArchivedMessage> found = get(SLICES.find(slice, 1_000)).orElseThrow();

        assertThat(found).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(messages);
        assertThat(keys()).hasSize(1);
        assertThat(SharedRedis.LINK
                        .commands()
                        .ttl(keys().get(0))
                        .toCompletableFuture()
                        .join())
                .isBetween(200L, 300L);
    }

    @Test
    void find_anotherNumberOfMessagesThanExpected_isAbsent() {
        get(SLICES.put(slice, List.of(message(1, -5, 1))));

        assertThat(get(SLICES.find(slice, 2))).isEmpty();
        assertThat(get(SLICES.find(slice, 1))).isPresent();
        assertThat(get(SLICES.find(new SliceKey(stream.room(), 4, 30_000, -1), 1)))
                .isEmpty();
        assertThat(get(SLICES.find(new SliceKey(stream.room(), 3, 30_000, 0), 1)))
                .isEmpty();
    }

    @Test
    void putOutline_thenFound_isTheSame() {
        Outline outline = Outline.of(Map.of(MessageType.COMMENT, new long[] {-5, 0, 9}));
        assertThat(get(SLICES.outline(stream))).isEmpty();
        get(SLICES.putOutline(stream, outline));

        assertThat(get(SLICES.outline(stream)).orElseThrow().encode()).isEqualTo(outline.encode());
    }

    private List<byte[]> keys() {
        return ScanIterator.scan(
                        SharedRedis.LINK.commands().getStatefulConnection().sync(),
                        KeyScanArgs.Builder.matches("{replay:" + stream.room() + "}*"))
                .stream()
                .toList();
    }

    private static ArchivedMessage message(int number, long at, long place) {
        String payload =
                ("{\"id\":\"m%d\",\"type\":\"comment\",\"priority\":\"P3\",\"room\":\"r1\",\"from\":{\"uid\":\"ann\","
                                + "\"name\":\"Ann\"},\"sentAt\":1700000000123,\"at\":%d,\"body\":{\"text\":\"x\"}}")
                        .formatted(number, at);
        return new ArchivedMessage(
                new MessageId("m" + number), MessageType.COMMENT, at, place, payload.getBytes(UTF_8));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
