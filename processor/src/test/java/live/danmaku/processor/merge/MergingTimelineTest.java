package live.danmaku.processor.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.merge.Emission.Form;
import live.danmaku.model.merge.Fold;
import live.danmaku.model.merge.MergeAgenda;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.processor.append.KnownTimelines;
import live.danmaku.processor.append.RewindAsks;
import org.junit.jupiter.api.Test;

class MergingTimelineTest {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));

    private final InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);
    private final FakeMerges merges = new FakeMerges();
    private final KnownTimelines known = new KnownTimelines(Clock.systemUTC());
    private final RewindAsks asks = new RewindAsks(known, Duration.ofSeconds(60), Clock.systemUTC());
    private final MergingTimeline merging = new MergingTimeline(timeline, merges, merges);

    @Test
    void append_comment_goesStraightOn() {
        assertThat(outcomes(append(Appends.comment(1, "m1")))).containsExactly(Outcome.APPENDED);

        assertThat(ids()).containsExactly("m1");
        assertThat(merges.folds()).isEmpty();
    }

    @Test
    void append_gifts_foldsWhatTheyAdd() {
        append(gift("g1"));

        assertThat(merges.folds()).containsExactly(new Fold("ann rose", 1, 10, Emissions.NOW - 1_000));
    }

    @Test
    void append_messageThatCannotBeRead_isMergedWithNothing() {
        append(Appends.entry(1, MessageType.LIKE, "l1"));

        assertThat(merges.folds()).containsExactly(Fold.NONE);
    }

    @Test
    void append_whatIsToBeShownNow_isThereWhenTheBatchIsAnswered() {
        merges.show(Emissions.of(Form.PLAIN, "g1", 0, 0));

        AppendResult result = result(append(gift("g1"), gift("g2")));

        assertThat(((Appended) result).outcomes()).containsExactly(Outcome.APPENDED, Outcome.MERGED);
        assertThat(((Appended) result).clock()).isPositive();
        assertThat(ids()).containsExactly("g1");
        assertThat(merges.isEmpty()).isTrue();
    }

    @Test
    void append_emissionOfAnotherSenderWithTheSameId_isNotThisMessage() {
        merges.show(Emissions.of(Form.PLAIN, "g1", 0, 0));

        assertThat(outcomes(append(gift("g1").from(new UserId("mallory"))))).containsExactly(Outcome.MERGED);
    }

    @Test
    void append_emissionsOfSeveralBuckets_areShownInTheirOrder() {
        long earlier =
                Emissions.NOW - TimelineLimits.DEDUPE_BUCKET.multipliedBy(2).toMillis();
        merges.show(
                Emissions.of(Form.PLAIN, "g1", 0, 0, earlier),
                Emissions.of(Form.PLAIN, "g2", 0, 0),
                Emissions.of(Form.COMBO, "g3", 1, 2));

        append(gift("g4"));

        assertThat(ids()).containsExactly("g1", "g2", "g3");
    }

    @Test
    void append_confirmFails_theRepeatShowsNothingTwice() {
        merges.show(Emissions.of(Form.PLAIN, "g1", 0, 0));
        merges.setConfirmFails(true);
        assertThat(append(gift("g1")).toCompletableFuture()).isCompletedExceptionally();
        merges.setConfirmFails(false);

        append(gift("g1"));

        assertThat(ids()).containsExactly("g1");
        assertThat(merges.isEmpty()).isTrue();
    }

    @Test
    void append_somethingIsDueLater_isAnsweredOnlyWhenTheAgendaKnows() {
        merges.nextIn(Duration.ofSeconds(1));
        merges.setAgendaFails(true);
        assertThat(append(gift("g1")).toCompletableFuture()).isCompletedExceptionally();
        merges.setAgendaFails(false);

        assertThat(append(gift("g1")).toCompletableFuture()).isCompleted();

        assertThat(merges.notes()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void append_storeLostSomething_rewinds() {
        merges.rewind();

        assertThat(result(append(gift("g1")))).isEqualTo(new AppendResult.Rewind(3));
    }

    @Test
    void due_storeFailsAtFirst_isShownWhenItIsBack() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        merges.show(Emissions.of(Form.FINAL, "g1", 1, 2));
        merges.setConfirmFails(true);
        merges.setDue(new MergeAgenda.Claim(TOPIC, MessageType.GIFT, "1"));
        try (DueMerges due = new DueMerges(merges, merges, timeline, known, asks, Duration.ZERO, registry)) {
            await().atMost(5, TimeUnit.SECONDS)
                    .until(() ->
                            registry.get("danmaku.merge.failures").counter().count() > 0);
            merges.setConfirmFails(false);

            await().atMost(5, TimeUnit.SECONDS).until(merges::isEmpty);
            assertThat(ids()).containsExactly("g1");
            assertThat(due).isNotNull();
        }
    }

    private static TimelineEntry gift(String id) {
        return new TimelineEntry(
                        1,
                        new MessageId(id),
                        MessageType.GIFT,
                        Emissions.gift(id).getBytes(UTF_8))
                .from(new UserId("ann"));
    }

    private CompletionStage<AppendResult> append(TimelineEntry... entries) {
        return merging.append(Appends.batch(TOPIC, Emissions.NOW, Arrays.copyOf(entries, entries.length)));
    }

    private static AppendResult result(CompletionStage<AppendResult> stage) {
        return stage.toCompletableFuture().join();
    }

    private static List<Outcome> outcomes(CompletionStage<AppendResult> stage) {
        return ((Appended) result(stage)).outcomes();
    }

    private List<String> ids() {
        ReadRequest all = new ReadRequest(TOPIC, new ReadFrom.Start(), EnumSet.allOf(MessageType.class), 500);
        ReadResult.Page page =
                (ReadResult.Page) timeline.read(all).toCompletableFuture().join();
        return Appends.ids(page.messages());
    }
}
