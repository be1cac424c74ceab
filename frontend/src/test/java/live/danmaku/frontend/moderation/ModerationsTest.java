package live.danmaku.frontend.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.InMemoryModerationNews;
import live.danmaku.model.room.Moderation;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ModerationsTest {

    private static final RoomId ROOM = new RoomId("r1");

    private final FakeModerationStore store = new FakeModerationStore();
    private final Moderations moderations = new Moderations(store, new InMemoryModerationNews());

    @Test
    void change_someFields_keepsTheOthers() {
        change(new ModerationBody(30, List.of("ann"), null, null));
        change(new ModerationBody(null, null, List.of("eve"), null));

        assertThat(get(moderations.of(ROOM)))
                .isEqualTo(new Moderation(30, Set.of(new UserId("ann")), Set.of(new UserId("eve")), List.of(), 2));
    }

    @Test
    void change_anotherFieldMeanwhile_bothSurvive() {
        store.beforeNextReplace(() -> store.put(ROOM, new Moderation(30, Set.of(), Set.of(), List.of(), 1)));

        change(new ModerationBody(null, List.of("ann"), null, null));

        assertThat(get(moderations.read(ROOM)))
                .isEqualTo(new Moderation(30, Set.of(new UserId("ann")), Set.of(), List.of(), 2));
    }

    @Test
    void change_badValue_isRefusedAndNothingChanges() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModerationBody(9_999, null, null, null).changed(Moderation.NONE))
                .withMessage("slowModeSeconds: 9999 (expected: 0-3600)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModerationBody(null, null, null, List.of(new ModerationBody.Word("x", "burn")))
                        .changed(Moderation.NONE))
                .withMessage("action: 'burn' (expected: reject, mask or silent)");
    }

    @Test
    void change_wordsOfTooManyCharactersInAll_isRefused() {
        ModerationBody.Word longest = new ModerationBody.Word("\ud83e\udd2c".repeat(64), "mask");

        assertThat(new ModerationBody(null, null, null, Collections.nCopies(250, longest))
                        .changed(Moderation.NONE)
                        .words())
                .hasSize(250);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> new ModerationBody(null, null, null, Collections.nCopies(251, longest))
                        .changed(Moderation.NONE))
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST))
                .withMessage("words: 16064 characters in all (expected: 0-16000)");
    }

    @Test
    void of_changeMadeElsewhere_isSeenWithinTwoSeconds() {
        assertThat(get(moderations.of(ROOM))).isEqualTo(Moderation.NONE);
        Moderation changed = new Moderation(5, Set.of(), Set.of(), List.of(), 1);
        store.put(ROOM, changed);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(get(moderations.of(ROOM))).isEqualTo(changed));
    }

    @Test
    void of_storeAway_isWhatWasLastKnownEvenIfThatWasNothing() {
        get(moderations.of(ROOM));
        change(new ModerationBody(30, null, null, null));
        Moderation known = get(moderations.of(ROOM));
        RoomId other = new RoomId("r2");
        get(moderations.of(other));
        store.setAway(true);

        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
            assertThat(get(moderations.of(ROOM))).isEqualTo(known);
            assertThat(get(moderations.of(other))).isEqualTo(Moderation.NONE);
        });
        assertThat(moderations.of(new RoomId("never-seen")).toCompletableFuture())
                .isCompletedExceptionally();
    }

    private void change(ModerationBody body) {
        get(moderations.change(ROOM, body::changed));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
