package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.deletion;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.Appends.silent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.ReadResult.Page;
import org.junit.jupiter.api.Test;

/** What every timeline must do, whatever it is made of. */
public abstract class TimelineContract {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);
    private static final long NOW = System.currentTimeMillis();
    private static final long MINUTE = 60_000;
    private static final UserId ANN = new UserId("ann");

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));

    protected abstract TimelineWriter writer(TimelineLimits limits);

    protected abstract TimelineReader reader();

    protected abstract MessageFinder finder();

    protected abstract HintSource hints();

    protected abstract TimelineRelease release();

    /** Loses a topic's log without a trace. */
    protected abstract void lose(Topic topic);

    @Test
    void append_newMessages_areReadInOrderWithTheirBytes() {
        Appended result = append(batch(topic, NOW, comments(1, 3)));

        assertThat(result.outcomes()).containsOnly(Outcome.APPENDED).hasSize(3);
        Page page = read(new ReadFrom.Start(), ALL, 10);
        assertThat(Appends.payloads(page.messages()))
                .containsExactly(
                        "{\"id\":\"m1\",\"type\":\"comment\"}",
                        "{\"id\":\"m2\",\"type\":\"comment\"}",
                        "{\"id\":\"m3\",\"type\":\"comment\"}");
        assertThat(page.cursor()).isEqualTo(new Cursor(result.epoch(), result.clock()));
        assertThat(page.gap()).isFalse();
    }

    @Test
    void append_allTypes_shareOneStrictlyIncreasingClock() {
        List<TimelineEntry> entries = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (MessageType type : MessageType.values()) {
                entries.add(entry(entries.size(), type, "m" + entries.size()));
            }
        }
        entries.forEach(entry -> append(batch(topic, NOW, entry)));

        List<StoredMessage> messages = read(new ReadFrom.Start(), ALL, 100).messages();
        assertThat(ids(messages))
                .isEqualTo(entries.stream().map(e -> e.id().value()).toList());
        assertThat(messages.stream().map(StoredMessage::place).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void append_place_tellsTheTimeSinceTheStreamBegan() {
        Appended result = append(batch(topic, NOW, comment(1, "m1")));

        long sinceStart = System.currentTimeMillis() - (NOW - MINUTE);
        assertThat(result.clock() / Cursor.PLACES_PER_MS).isBetween(MINUTE - 5_000, sinceStart + 5_000);
    }

    @Test
    void append_sameIdTwice_isDuplicate() {
        append(batch(topic, NOW, comment(1, "m1"), comment(2, "m2")));

        assertThat(append(batch(topic, NOW, comment(1, "m1"), comment(3, "m3"))).outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.APPENDED);
        assertThat(append(batch(topic, NOW, comment(4, "m4"), comment(5, "m4"))).outcomes())
                .containsExactly(Outcome.APPENDED, Outcome.DUPLICATE);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    void append_onlyDuplicates_leavesTheClockAlone() {
        long clock = append(batch(topic, NOW, comment(1, "m1"))).clock();

        Appended repeat = append(batch(topic, NOW, comment(1, "m1")));

        assertThat(repeat.previous()).isEqualTo(clock);
        assertThat(repeat.clock()).isEqualTo(clock);
    }

    @Test
    void append_sameIdTwentyMinutesLater_isDuplicate() {
        append(batch(topic, NOW - 20 * MINUTE, comment(1, "m1")));

        assertThat(append(batch(topic, NOW, comment(2, "m1"))).outcomes()).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void append_lowerOffsetAfterHigher_isAppended() {
        append(batch(topic, NOW, comment(9, "m9")));

        assertThat(append(batch(topic, NOW, comment(3, "m3"))).outcomes()).containsExactly(Outcome.APPENDED);
    }

    @Test
    void append_recordOlderThanHorizonButNothingTrimmed_isAppendedOnce() {
        append(batch(topic, NOW, comment(1, "m1")));
        AppendBatch old = batch(topic, NOW - Duration.ofDays(1).toMillis(), comment(2, "late"));

        assertThat(append(old).outcomes()).containsExactly(Outcome.APPENDED);
        assertThat(append(old).outcomes()).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void append_recordOlderThanHorizonAndThanWhatIsKept_isStale() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        long start = NOW - Duration.ofDays(2).toMillis();
        fill(writer, start, 1, 500);

        AppendBatch old = new AppendBatch(
                topic, start, 0, -1, 0, NOW - Duration.ofDays(1).toMillis(), List.of(comment(501, "late")));

        assertThat(((Appended) get(writer.append(old))).outcomes()).containsExactly(Outcome.STALE);
    }

    @Test
    void append_placesGoOnAboveTheWritersLowestPlace() {
        long ahead = append(batch(topic, NOW, comment(1, "m1"))).clock() + 1_000_000;

        AppendBatch fenced = new AppendBatch(topic, NOW - MINUTE, 0, -1, ahead, NOW, List.of(comment(2, "m2")));

        assertThat(append(fenced).clock()).isGreaterThan(ahead);
    }

    @Test
    void append_lowestPlaceFarInTheFuture_movesTheClockTenMinutesAtMost() {
        AppendBatch wild = new AppendBatch(topic, NOW - MINUTE, 0, -1, 1L << 52, NOW, List.of(comment(1, "m1")));

        long sinceStart = System.currentTimeMillis() - NOW + MINUTE;
        assertThat(append(wild).clock() / Cursor.PLACES_PER_MS).isLessThan(sinceStart + 11 * MINUTE);
    }

    @Test
    void append_timelineLostWhatTheWriterKnows_answersRewindAndWritesNothing() {
        append(batch(topic, NOW, comments(1, 5)));

        AppendBatch after = new AppendBatch(topic, NOW - MINUTE, 0, 7, 0, NOW, List.of(comment(8, "m8")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(after))).isEqualTo(new AppendResult.Rewind(5));
        assertThat(read(new ReadFrom.Start(), ALL, 10).messages()).hasSize(5);
    }

    @Test
    void append_higherOffsetOfAnotherType_doesNotHideWhatWasLost() {
        append(batch(topic, NOW, comments(1, 5)));
        append(batch(topic, NOW, comment(20, "m20")));

        // This writer was told that gift 7 is appended, and the timeline knows of no gift.
        AppendBatch gift =
                new AppendBatch(topic, NOW - MINUTE, 0, 7, 0, NOW, List.of(entry(21, MessageType.GIFT, "g21")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(gift))).isEqualTo(new AppendResult.Rewind(-1));
    }

    @Test
    void append_wholeTimelineLost_answersRewindToTheBeginning() {
        append(batch(topic, NOW, comments(1, 5)));
        lose(topic);

        AppendBatch after = new AppendBatch(topic, NOW - MINUTE, 0, 5, 0, NOW, List.of(comment(6, "m6")));

        assertThat(get(writer(TimelineLimits.DEFAULT).append(after))).isEqualTo(new AppendResult.Rewind(-1));
    }

    @Test
    void append_closedTimeline_refusesWhatIsNewKnowsWhatIsNotAndReadingGoesOn() {
        append(batch(topic, NOW, comment(1, "m1")));
        get(writer(TimelineLimits.DEFAULT).close(topic));

        assertThat(append(batch(topic, NOW, comment(1, "m1"), comment(2, "m2"))).outcomes())
                .containsExactly(Outcome.DUPLICATE, Outcome.CLOSED);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1");
    }

    @Test
    void read_unknownTopic_isEmptyAtTheOriginAndThenMissesNothing() {
        Page before = read(new ReadFrom.Newest(), ALL, 10);
        assertThat(before.messages()).isEmpty();
        assertThat(before.cursor()).isEqualTo(Cursor.ORIGIN);

        append(batch(topic, NOW, comments(1, 2)));

        Page after = read(new ReadFrom.After(before.cursor()), ALL, 10);
        assertThat(ids(after.messages())).containsExactly("m1", "m2");
        assertThat(after.gap()).isFalse();
    }

    @Test
    void readAfter_nothingNew_keepsTheCursor() {
        append(batch(topic, NOW, comment(1, "m1")));
        Cursor cursor = read(new ReadFrom.Newest(), ALL, 10).cursor();

        assertThat(read(new ReadFrom.After(cursor), ALL, 10)).isEqualTo(new Page(List.of(), cursor, false, false));
    }

    @Test
    void readAfter_smallPagesOverSeveralTypes_seeEverythingOnceInOneOrder() {
        for (int n = 0; n < 60; n++) {
            MessageType type = n % 7 == 0 ? MessageType.GIFT : n % 11 == 0 ? MessageType.SYSTEM : MessageType.COMMENT;
            append(batch(topic, NOW, entry(n, type, "m" + n)));
        }

        List<StoredMessage> seen = new ArrayList<>();
        Page page = read(new ReadFrom.Start(), ALL, 7);
        seen.addAll(page.messages());
        while (page.more()) {
            page = read(new ReadFrom.After(page.cursor()), ALL, 7);
            seen.addAll(page.messages());
        }

        assertThat(seen)
                .isEqualTo(read(new ReadFrom.Start(), ALL, 100).messages().stream()
                        .map(m -> seen.stream()
                                .filter(s -> s.place() == m.place())
                                .findFirst()
                                .orElseThrow())
                        .toList());
        assertThat(ids(seen)).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void readAfter_oneType_passesTheOthersAndCoversThemByTheCursor() {
        append(batch(topic, NOW, comment(1, "m1")));
        append(batch(topic, NOW, entry(2, MessageType.LIKE, "l1")));
        append(batch(topic, NOW, comment(3, "m2")));

        Page likes = read(new ReadFrom.Start(), EnumSet.of(MessageType.LIKE), 10);

        assertThat(ids(likes.messages())).containsExactly("l1");
        assertThat(read(new ReadFrom.After(likes.cursor()), ALL, 10).messages()).isEmpty();
    }

    @Test
    void readNewest_moreThanTheLimit_givesTheLastOnesOldestFirst() {
        append(batch(topic, NOW, comments(1, 10)));
        append(batch(topic, NOW, entry(11, MessageType.GIFT, "g1")));

        Page page = read(new ReadFrom.Newest(), ALL, 3);

        assertThat(ids(page.messages())).containsExactly("m9", "m10", "g1");
        assertThat(page.gap()).isFalse();
    }

    @Test
    void readAfter_cursorOfLostEpoch_tellsGapAndBeginsAtTheStart() {
        append(batch(topic, NOW, comments(1, 5)));
        Cursor old = read(new ReadFrom.Newest(), ALL, 10).cursor();
        lose(topic);
        append(batch(topic, NOW, comments(3, 6)));

        Page page = read(new ReadFrom.After(old), ALL, 10);

        assertThat(page.gap()).isTrue();
        assertThat(ids(page.messages())).containsExactly("m3", "m4", "m5", "m6");
        assertThat(page.cursor().epoch()).isNotEqualTo(old.epoch());
    }

    @Test
    void readAfter_timelineLostAndNotRebuiltYet_keepsTheCursor() {
        append(batch(topic, NOW, comments(1, 5)));
        Cursor old = read(new ReadFrom.Newest(), ALL, 10).cursor();
        lose(topic);

        assertThat(read(new ReadFrom.After(old), ALL, 10)).isEqualTo(new Page(List.of(), old, false, false));
    }

    @Test
    void readAfter_cursorAheadOfTheClock_isAheadAndKeepsTheCursor() {
        Appended result = append(batch(topic, NOW, comment(1, "m1")));
        Cursor ahead = new Cursor(result.epoch(), result.clock() + 5);

        assertThat(get(reader().read(new ReadRequest(topic, new ReadFrom.After(ahead), ALL, 10))))
                .isEqualTo(new ReadResult.Ahead(ahead));
    }

    @Test
    void readAfter_cursorOlderThanWhatIsKept_tellsGap() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        fill(writer, NOW - MINUTE, 1, 1);
        Cursor early = read(new ReadFrom.Newest(), ALL, 10).cursor();
        fill(writer, NOW - MINUTE, 2, 600);

        Page page = read(new ReadFrom.After(early), ALL, 500);

        assertThat(page.gap()).isTrue();
        assertThat(page.messages()).hasSizeBetween(10, 400);
        assertThat(ids(page.messages())).last().isEqualTo("m600");
        assertThat(read(new ReadFrom.After(page.cursor()), ALL, 10).gap()).isFalse();
    }

    @Test
    void append_messagesNotArchivedYet_areNotTrimmedHoweverOldAndMany() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        fill(writer, NOW - MINUTE, 1, 200, true);
        fill(writer, NOW - MINUTE, 201, 500, false);

        List<String> kept = ids(read(new ReadFrom.Start(), ALL, 500).messages());
        assertThat(kept).contains("m201", "m500");

        get(release().archived(topic, new Cursor(Epoch.random(), Long.MAX_VALUE >> 10)));
        fill(writer, NOW - MINUTE, 501, 501, false);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 500).messages())).contains("m201");
    }

    @Test
    void append_otherTopicsThanRooms_areTrimmedWithoutAnArchive() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        Topic user = Topic.user(new UserId("u" + UUID.randomUUID()));
        for (int n = 1; n <= 400; n++) {
            get(writer.append(new AppendBatch(user, NOW - MINUTE, 0, -1, 0, NOW, List.of(comment(n, "m" + n)))));
        }

        assertThat(((Page) get(reader().read(new ReadRequest(user, new ReadFrom.Start(), ALL, 500)))).messages())
                .hasSizeBetween(10, 200);
    }

    @Test
    void forget_closedTimeline_isEmptyAndTellsGapToWhoHasNotReadItAll() {
        append(batch(topic, NOW, comments(1, 5)));
        Page half = read(new ReadFrom.Start(), ALL, 2);
        Cursor end = read(new ReadFrom.Newest(), ALL, 10).cursor();
        get(release().forget(topic, Duration.ofHours(1)));
        assertThat(read(new ReadFrom.Start(), ALL, 10).messages()).hasSize(5);

        get(writer(TimelineLimits.DEFAULT).close(topic));
        get(release().forget(topic, Duration.ofHours(1)));

        assertThat(read(new ReadFrom.After(half.cursor()), ALL, 10)).isEqualTo(new Page(List.of(), end, true, false));
        assertThat(read(new ReadFrom.After(end), ALL, 10)).isEqualTo(new Page(List.of(), end, false, false));
        assertThat(append(batch(topic, NOW, comment(9, "late"))).outcomes()).containsExactly(Outcome.CLOSED);
    }

    @Test
    void append_youngMessages_areNotTrimmedHoweverMany() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ofMinutes(30), Duration.ofMinutes(30)));
        fill(writer, NOW - MINUTE, 1, 400);

        assertThat(read(new ReadFrom.Start(), ALL, 500).messages()).hasSize(400);
    }

    @Test
    void append_messagesThatExpire_areKeptUntilThenAndAMinuteMore() {
        long now = System.currentTimeMillis();
        append(batch(topic, now, Appends.expiring(1, "over", now - 2 * MINUTE)));
        append(batch(topic, now, Appends.expiring(2, "just-over", now - MINUTE / 2)));
        append(batch(topic, now, Appends.expiring(3, "valid", now + 10 * MINUTE)));
        append(batch(topic, now, Appends.expiring(4, "last", now + MINUTE)));

        Page page = read(new ReadFrom.Start(), ALL, 10);
        assertThat(ids(page.messages())).containsExactly("just-over", "valid", "last");
        assertThat(page.gap()).isFalse();
    }

    @Test
    void readAfter_everythingExpired_isNoGap() {
        long now = System.currentTimeMillis();
        Appended first = append(batch(topic, now, Appends.expiring(1, "over", now - 2 * MINUTE)));
        append(batch(topic, now, Appends.expiring(2, "valid", now + MINUTE)));

        Page page = read(new ReadFrom.After(new Cursor(first.epoch(), first.clock() - 1)), ALL, 10);
        assertThat(ids(page.messages())).containsExactly("valid");
        assertThat(page.gap()).isFalse();
    }

    @Test
    void read_messageForOneUser_isSeenByThatUserInItsPlaceAndByNobodyElse() {
        append(batch(topic, NOW, comment(1, "m1"), silent(2, "s1", "ann"), comment(3, "m2"), silent(4, "s2", "bob")));

        for (ReadFrom from : List.of(new ReadFrom.Start(), new ReadFrom.Newest(), new ReadFrom.After(Cursor.ORIGIN))) {
            assertThat(ids(read(from, ALL, 10).messages())).containsExactly("m1", "m2");
            assertThat(ids(readAs(ANN, from, ALL, 10).messages())).containsExactly("m1", "s1", "m2");
        }
    }

    @Test
    void readAfter_messageForOneUser_isOnOnePageOfSmallOnes() {
        append(batch(topic, NOW, silent(1, "s1", "ann"), comment(2, "m2"), silent(3, "s3", "ann"), comment(4, "m4")));

        List<StoredMessage> seen = new ArrayList<>();
        Page page = readAs(ANN, new ReadFrom.Start(), ALL, 1);
        seen.addAll(page.messages());
        while (page.more()) {
            page = readAs(ANN, new ReadFrom.After(page.cursor()), ALL, 1);
            seen.addAll(page.messages());
        }

        assertThat(ids(seen)).containsExactly("s1", "m2", "s3", "m4");
    }

    @Test
    void read_messageForOneUser_isAComment() {
        append(batch(topic, NOW, silent(1, "s1", "ann")));
        append(batch(topic, NOW, entry(2, MessageType.GIFT, "g1")));

        assertThat(ids(readAs(ANN, new ReadFrom.Start(), EnumSet.of(MessageType.GIFT), 10)
                        .messages()))
                .containsExactly("g1");
        assertThat(ids(readAs(ANN, new ReadFrom.Start(), EnumSet.of(MessageType.COMMENT), 10)
                        .messages()))
                .containsExactly("s1");
    }

    @Test
    void append_messageForOneUserTwice_isDuplicate() {
        append(batch(topic, NOW, silent(1, "s1", "ann")));

        assertThat(append(batch(topic, NOW, silent(1, "s1", "ann"), comment(2, "s1")))
                        .outcomes())
                .containsOnly(Outcome.DUPLICATE);
    }

    @Test
    void append_manyMessagesForOneUser_keepsTheNewestHundred() {
        for (int n = 1; n <= 120; n++) {
            append(batch(topic, NOW, silent(n, "s" + n, "ann")));
        }

        Page page = readAs(ANN, new ReadFrom.Start(), ALL, 500);
        assertThat(ids(page.messages())).hasSize(100).startsWith("s21").endsWith("s120");
        assertThat(page.gap()).isFalse();
    }

    @Test
    void append_notice_removesTheDeletedMessageAndIsReadItself() {
        append(batch(topic, NOW, comments(1, 3)));
        Cursor reader = read(new ReadFrom.Newest(), ALL, 10).cursor();

        append(batch(topic, NOW, deletion(4, "d1", "m2")));

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1", "m3", "d1");
        Page after = read(new ReadFrom.After(reader), ALL, 10);
        assertThat(ids(after.messages())).containsExactly("d1");
        assertThat(after.gap()).isFalse();
    }

    @Test
    void append_noticeOfALongGoneMessageOfAnyType_findsIt() {
        append(batch(topic, NOW, entry(0, MessageType.GIFT, "m10000")));
        append(batch(topic, NOW, comment(1, "m1")));
        fill(writer(TimelineLimits.DEFAULT), NOW - MINUTE, 2, 2_500);

        append(batch(topic, NOW, deletion(2_501, "d1", "m10000"), deletion(2_502, "d2", "m1")));

        assertThat(get(finder().find(topic, new MessageId("m10000")))).isEmpty();
        assertThat(get(finder().find(topic, new MessageId("m1")))).isEmpty();
        assertThat(get(finder().find(topic, new MessageId("m2")))).isPresent();
    }

    @Test
    void append_messageAfterItsDeletion_isDuplicateInWhateverOrder() {
        append(batch(topic, NOW, comment(1, "m1")));
        append(batch(topic, NOW, deletion(2, "d1", "m1")));
        append(batch(topic, NOW, comment(3, "m1")));
        append(batch(topic, NOW, deletion(4, "d2", "m2")));
        append(batch(topic, NOW, comment(5, "m2")));
        append(batch(topic, NOW, comment(6, "m2")));
        append(batch(topic, NOW - Duration.ofDays(1).toMillis(), comment(7, "m1"), comment(8, "m2")));

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("d1", "d2");
    }

    @Test
    void append_noticeTwice_isDuplicateAndTheMessageStaysDeleted() {
        AppendBatch message = batch(topic, NOW, comment(1, "m1"));
        AppendBatch notice = batch(topic, NOW, deletion(2, "d1", "m1"));
        append(message);
        append(notice);

        assertThat(append(message).outcomes()).containsOnly(Outcome.DUPLICATE);
        assertThat(append(notice).outcomes()).containsOnly(Outcome.DUPLICATE);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("d1");
    }

    @Test
    void append_timelineLostAndRebuilt_leavesOutWhatWasDeleted() {
        AppendBatch messages = batch(topic, NOW, comment(1, "m1"), comment(2, "m2"));
        AppendBatch notice = batch(topic, NOW, deletion(3, "d1", "m1"));
        append(messages);
        append(notice);
        lose(topic);
        append(messages);
        append(notice);

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m2", "d1");
    }

    @Test
    void find_message_givesItsPlaceAndBytes() {
        append(batch(topic, NOW, comment(1, "m1"), comment(2, "m11"), silent(3, "s1", "ann")));

        StoredMessage found = get(finder().find(topic, new MessageId("m1"))).orElseThrow();
        assertThat(ids(List.of(found))).containsExactly("m1");
        assertThat(found.place())
                .isEqualTo(read(new ReadFrom.Start(), ALL, 1).messages().get(0).place());
        assertThat(get(finder().find(topic, new MessageId("m")))).isEmpty();
        assertThat(get(finder().find(topic, new MessageId("s1")))).isEmpty();
        assertThat(get(finder().find(Topic.room(new RoomId("nowhere")), new MessageId("m1"))))
                .isEmpty();
    }

    @Test
    void subscribe_everyAppend_isTheNextLinkOfAChain() throws Exception {
        BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
        try (AutoCloseable subscription = get(hints().subscribe(topic, hints::add))) {
            assertThat(subscription).isNotNull();
            long before = 0;
            for (int n = 1; n <= 3; n++) {
                Appended result = append(batch(topic, NOW, comment(n, "m" + n)));
                Hint hint = hints.poll(5, TimeUnit.SECONDS);
                assertThat(hint).isEqualTo(new Hint(topic, result.epoch(), before, result.clock()));
                before = result.clock();
            }
        }
    }

    private void fill(TimelineWriter writer, long streamStart, int first, int last) {
        fill(writer, streamStart, first, last, true);
    }

    private void fill(TimelineWriter writer, long streamStart, int first, int last, boolean archives) {
        for (int n = first; n <= last; n += AppendBatch.MAX_ENTRIES) {
            int end = Math.min(last, n + AppendBatch.MAX_ENTRIES - 1);
            Appended appended = (Appended)
                    get(writer.append(new AppendBatch(topic, streamStart, 0, -1, 0, NOW, List.of(comments(n, end)))));
            if (archives) {
                get(release().archived(topic, new Cursor(appended.epoch(), appended.clock())));
            }
        }
    }

    private Appended append(AppendBatch batch) {
        return (Appended) get(writer(TimelineLimits.DEFAULT).append(batch));
    }

    private Page read(ReadFrom from, Set<MessageType> types, int limit) {
        return (Page) get(reader().read(new ReadRequest(topic, from, types, limit)));
    }

    private Page readAs(UserId viewer, ReadFrom from, Set<MessageType> types, int limit) {
        return (Page) get(reader().read(new ReadRequest(topic, from, types, limit, viewer)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
