package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.MergeAgenda.Claim;
import org.junit.jupiter.api.Test;

class RedisMergeAgendaIT {

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final RedisMergeAgenda agenda = new RedisMergeAgenda(SharedRedis.LINK);

    @Test
    void claim_whatIsDue_isOneProcessorsAtATime() {
        note(Duration.ZERO);
        note(Duration.ofMillis(500));

        assertThat(claims()).hasSize(1);
        assertThat(claims()).isEmpty();
    }

    @Test
    void claim_ofOneThatNeverSettles_isGivenToTheNext() {
        note(Duration.ZERO);
        Claim lost = claims().get(0);

        Claim next = awaitClaim();

        assertThat(next.token()).isNotEqualTo(lost.token());
        get(agenda.settle(lost, null));
        assertThat(noted()).as("settled by somebody who has lost it").isTrue();
    }

    @Test
    void settle_nothingLeft_forgetsIt() {
        note(Duration.ZERO);

        get(agenda.settle(claims().get(0), null));

        assertThat(noted()).isFalse();
    }

    @Test
    void settle_somethingWasNotedMeanwhile_keepsTheNote() {
        note(Duration.ZERO);
        Claim claim = claims().get(0);
        note(Duration.ofSeconds(30));

        get(agenda.settle(claim, null));

        assertThat(noted()).isTrue();
    }

    @Test
    void settle_moreLater_isDueThen() {
        note(Duration.ZERO);
        get(agenda.settle(claims().get(0), Duration.ofMillis(300)));

        assertThat(claims()).isEmpty();
        assertThat(awaitClaim().topic()).isEqualTo(topic);
    }

    private void note(Duration after) {
        get(agenda.note(topic, MessageType.LIKE, after));
    }

    private Claim awaitClaim() {
        return await().atMost(10, TimeUnit.SECONDS)
                .until(this::claims, claims -> !claims.isEmpty())
                .get(0);
    }

    private List<Claim> claims() {
        return get(agenda.claim(100)).stream()
                .filter(claim -> claim.topic().equals(topic))
                .toList();
    }

    private boolean noted() {
        byte[] member = ("like " + topic).getBytes(UTF_8);
        byte[] key = "danmaku:merges-due".getBytes(UTF_8);
        return get(SharedRedis.LINK.commands().zscore(key, member).thenApply(score -> score != null));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
