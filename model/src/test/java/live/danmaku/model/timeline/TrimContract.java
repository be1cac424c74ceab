package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.TestedTimeline.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.ReadResult.Page;
import live.danmaku.model.timeline.TimelineRelease.Found;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and what readers are told of what is not. */
interface TrimContract extends TestedTimeline {

    @Test
    default void readAfter_cursorOlderThanWhatIsKept_tellsGap() {
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
    default void append_messagesNotArchivedYet_areNotTrimmedHoweverOldAndMany() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        fill(writer, NOW - MINUTE, 1, 200, true);
        fill(writer, NOW - MINUTE, 201, 500, false);

        List<String> kept = ids(read(new ReadFrom.Start(), ALL, 500).messages());
        assertThat(kept).contains("m201", "m500");

        get(release().archived(topic(), new Cursor(Epoch.random(), Long.MAX_VALUE >> 10)));
        fill(writer, NOW - MINUTE, 501, 501, false);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 500).messages())).contains("m201");
    }

    @Test
    default void append_otherTopicsThanRooms_areTrimmedWithoutAnArchive() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30)));
        Topic user = Topic.user(new UserId("u" + UUID.randomUUID()));
        for (int n = 1; n <= 400; n++) {
            get(writer.append(
                    new AppendBatch(user, NOW - MINUTE, 0, -1, Cursor.ORIGIN, NOW, List.of(comment(n, "m" + n)))));
        }

        assertThat(((Page) get(reader().read(new ReadRequest(user, new ReadFrom.Start(), ALL, 500)))).messages())
                .hasSizeBetween(10, 200);
    }

    @Test
    default void append_youngMessages_areNotTrimmedHoweverMany() {
        TimelineWriter writer = writer(new TimelineLimits(10, Duration.ofMinutes(30), Duration.ofMinutes(30)));
        fill(writer, NOW - MINUTE, 1, 400);

        assertThat(read(new ReadFrom.Start(), ALL, 500).messages()).hasSize(400);
    }

    @Test
    default void forget_closedTimeline_isEmptyAndTellsGapToWhoHasNotReadItAll() {
        append(batch(topic(), NOW, comments(1, 5)));
        Page half = read(new ReadFrom.Start(), ALL, 2);
        Cursor end = read(new ReadFrom.Newest(), ALL, 10).cursor();
        assertThat(get(release().forget(topic(), Duration.ofHours(1)))).isEqualTo(Found.OPEN);
        assertThat(read(new ReadFrom.Start(), ALL, 10).messages()).hasSize(5);

        get(writer(TimelineLimits.DEFAULT).close(topic()));
        assertThat(get(release().forget(topic(), Duration.ofHours(1)))).isEqualTo(Found.REMAINS);
        assertThat(get(release().forget(topic(), Duration.ofHours(1)))).isEqualTo(Found.NOTHING);

        assertThat(read(new ReadFrom.After(half.cursor()), ALL, 10)).isEqualTo(new Page(List.of(), end, true, false));
        assertThat(read(new ReadFrom.After(end), ALL, 10)).isEqualTo(new Page(List.of(), end, false, false));
        assertThat(append(batch(topic(), NOW, comment(9, "late"))).outcomes()).containsExactly(Outcome.CLOSED);
    }

    @Test
    default void reopen_closedTimeline_takesWhatIsStillOnItsWay() {
        append(batch(topic(), NOW, comment(1, "m1")));
        get(writer(TimelineLimits.DEFAULT).close(topic()));
        assertThat(append(batch(topic(), NOW, comment(2, "m2"))).outcomes()).containsExactly(Outcome.CLOSED);

        get(release().reopen(topic()));
        get(release().reopen(Topic.room(new RoomId("nowhere"))));

        assertThat(append(batch(topic(), NOW, comment(2, "m2"))).outcomes()).containsExactly(Outcome.APPENDED);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1", "m2");
    }

    @Test
    default void append_messagesThatExpire_areKeptUntilThenAndAMinuteMore() {
        long now = System.currentTimeMillis();
        append(batch(topic(), now, Appends.expiring(1, "over", now - 2 * MINUTE)));
        append(batch(topic(), now, Appends.expiring(2, "just-over", now - MINUTE / 2)));
        append(batch(topic(), now, Appends.expiring(3, "valid", now + 10 * MINUTE)));
        append(batch(topic(), now, Appends.expiring(4, "last", now + MINUTE)));

        Page page = read(new ReadFrom.Start(), ALL, 10);
        assertThat(ids(page.messages())).containsExactly("just-over", "valid", "last");
        assertThat(page.gap()).isFalse();
    }

    @Test
    default void readAfter_everythingExpired_isNoGap() {
        long now = System.currentTimeMillis();
        Appended first = append(batch(topic(), now, Appends.expiring(1, "over", now - 2 * MINUTE)));
        append(batch(topic(), now, Appends.expiring(2, "valid", now + MINUTE)));

        Page page = read(new ReadFrom.After(new Cursor(first.epoch(), first.clock() - 1)), ALL, 10);
        assertThat(ids(page.messages())).containsExactly("valid");
        assertThat(page.gap()).isFalse();
    }
}
