package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MySqlModerationIT {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4));

    private final MySqlModeration store = new MySqlModeration(LINK);
    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Test
    void find_nothingSet_isNone() {
        assertThat(get(store.find(room))).isEqualTo(Moderation.NONE);
    }

    @Test
    void replace_thenFind_givesTheSame() {
        Moderation first = new Moderation(
                30,
                Set.of(new UserId("ann"), new UserId("bob:7@x")),
                Set.of(new UserId("eve")),
                List.of(new WordRule("ばか \"x\" 🤬", WordAction.SILENT), new WordRule("spam", WordAction.MASK)),
                1);
        Moderation second = new Moderation(0, Set.of(), Set.of(), List.of(), 2);

        assertThat(get(store.replace(room, first))).isTrue();
        assertThat(get(store.find(room))).isEqualTo(first);
        assertThat(get(store.replace(room, second))).isTrue();
        assertThat(get(store.find(room))).isEqualTo(second);
    }

    @Test
    void replace_ofAVersionThatIsGone_changesNothing() {
        get(store.replace(room, slow(5, 1)));
        get(store.replace(room, slow(6, 2)));

        assertThat(get(store.replace(room, slow(7, 1)))).isFalse();
        assertThat(get(store.replace(room, slow(7, 2)))).isFalse();
        assertThat(get(store.replace(room, slow(7, 4)))).isFalse();
        assertThat(get(store.find(room))).isEqualTo(slow(6, 2));
    }

    @Test
    void replace_manyAtOnce_oneWins() {
        List<CompletableFuture<Boolean>> calls = Stream.iterate(1, n -> n + 1)
                .limit(8)
                .map(n -> store.replace(room, slow(n, 1)).toCompletableFuture())
                .toList();

        assertThat(calls.stream().filter(call -> get(call)).count()).isEqualTo(1);
    }

    private static Moderation slow(int seconds, long version) {
        return new Moderation(seconds, Set.of(), Set.of(), List.of(), version);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
