package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNote.Pending;
import live.danmaku.model.gift.GiftNote.Refused;
import org.junit.jupiter.api.Test;

class RedisGiftNotesIT {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final RedisGiftNotes notes = new RedisGiftNotes(SharedRedis.LINK);
    private final MessageId id = new MessageId("g" + UUID.randomUUID());

    @Test
    void find_nothingNoted_isEmpty() {
        assertThat(get(notes.find(id))).isEmpty();
    }

    @Test
    void pending_isKeptForAnHour() {
        get(notes.pending(id, ANN));

        assertThat(get(notes.find(id))).isEqualTo(Map.of(ANN, new Pending()));
        assertThat(secondsKept()).isBetween(3_590L, 3_600L);
    }

    @Test
    void refused_replacesPendingAndStaysADayWhateverComesLater() {
        get(notes.pending(id, BOB));
        get(notes.refused(id, BOB, "id taken: 花"));
        get(notes.pending(id, BOB));
        get(notes.pending(id, ANN));

        assertThat(get(notes.find(id))).isEqualTo(Map.of(BOB, new Refused("id taken: 花"), ANN, new Pending()));
        assertThat(secondsKept()).isBetween(86_390L, 86_400L);
    }

    private long secondsKept() {
        return get(SharedRedis.LINK.commands().ttl(("{gift:" + id + "}").getBytes(UTF_8)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
