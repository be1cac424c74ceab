package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.Appends.comments;
import static live.danmaku.model.timeline.Appends.deletion;
import static live.danmaku.model.timeline.Appends.entry;
import static live.danmaku.model.timeline.Appends.ids;
import static live.danmaku.model.timeline.Appends.said;
import static live.danmaku.model.timeline.Appends.silent;
import static live.danmaku.model.timeline.TestedTimeline.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.ReadResult.Page;
import org.junit.jupiter.api.Test;

/** Notices of deletion, and how messages are found. */
interface DeletionContract extends TestedTimeline {

    @Test
    default void append_notice_removesTheDeletedMessageAndIsReadItself() {
        append(batch(topic(), NOW, comments(1, 3)));
        Cursor reader = read(new ReadFrom.Newest(), ALL, 10).cursor();

        append(batch(topic(), NOW, deletion(4, "d1", "m2")));

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m1", "m3", "d1");
        Page after = read(new ReadFrom.After(reader), ALL, 10);
        assertThat(ids(after.messages())).containsExactly("d1");
        assertThat(after.gap()).isFalse();
    }

    @Test
    default void append_notice_removesAllMessagesWithItsIdWhoeverSentThem() {
        append(batch(topic(), NOW, said(1, "m1", "mallory"), comment(2, "m2"), said(3, "m1", "ann")));
        append(batch(topic(), NOW, entry(4, MessageType.GIFT, "m1").from(new UserId("bob"))));

        append(batch(topic(), NOW, deletion(5, "d1", "m1")));

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m2", "d1");
        assertThat(append(batch(topic(), NOW, said(6, "m1", "mallory"), said(7, "m1", "ann")))
                        .outcomes())
                .containsOnly(Outcome.DUPLICATE);
        assertThat(append(batch(topic(), NOW, said(8, "m1", "cid"))).outcomes())
                .as("deletions are by id: live screens and archives drop what has it")
                .containsExactly(Outcome.DUPLICATE);
    }

    @Test
    default void append_noticeOfALongGoneMessageOfAnyType_findsIt() {
        append(batch(topic(), NOW, entry(0, MessageType.GIFT, "m10000")));
        append(batch(topic(), NOW, comment(1, "m1")));
        fill(writer(TimelineLimits.DEFAULT), NOW - MINUTE, 2, 2_500);

        append(batch(topic(), NOW, deletion(2_501, "d1", "m10000"), deletion(2_502, "d2", "m1")));

        assertThat(get(finder().find(topic(), new MessageId("m10000")))).isEmpty();
        assertThat(get(finder().find(topic(), new MessageId("m1")))).isEmpty();
        assertThat(get(finder().find(topic(), new MessageId("m2")))).isPresent();
    }

    @Test
    default void append_messageAfterItsDeletion_isDuplicateInWhateverOrder() {
        append(batch(topic(), NOW, comment(1, "m1")));
        append(batch(topic(), NOW, deletion(2, "d1", "m1")));
        append(batch(topic(), NOW, comment(3, "m1")));
        append(batch(topic(), NOW, deletion(4, "d2", "m2")));
        append(batch(topic(), NOW, comment(5, "m2")));
        append(batch(topic(), NOW, comment(6, "m2")));
        append(batch(topic(), NOW - Duration.ofDays(1).toMillis(), comment(7, "m1"), comment(8, "m2")));

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("d1", "d2");
    }

    @Test
    default void append_noticeTwice_isDuplicateAndTheMessageStaysDeleted() {
        AppendBatch message = batch(topic(), NOW, comment(1, "m1"));
        AppendBatch notice = batch(topic(), NOW, deletion(2, "d1", "m1"));
        append(message);
        append(notice);

        assertThat(append(message).outcomes()).containsOnly(Outcome.DUPLICATE);
        assertThat(append(notice).outcomes()).containsOnly(Outcome.DUPLICATE);
        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("d1");
    }

    @Test
    default void append_timelineLostAndRebuilt_leavesOutWhatWasDeleted() {
        AppendBatch messages = batch(topic(), NOW, comment(1, "m1"), comment(2, "m2"));
        AppendBatch notice = batch(topic(), NOW, deletion(3, "d1", "m1"));
        append(messages);
        append(notice);
        lose(topic());
        append(messages);
        append(notice);

        assertThat(ids(read(new ReadFrom.Start(), ALL, 10).messages())).containsExactly("m2", "d1");
    }

    @Test
    default void find_message_givesItsPlaceAndBytes() {
        append(batch(topic(), NOW, comment(1, "m1"), comment(2, "m11"), silent(3, "s1", "ann")));

        StoredMessage found = get(finder().find(topic(), new MessageId("m1"))).orElseThrow();
        assertThat(ids(List.of(found))).containsExactly("m1");
        assertThat(found.place())
                .isEqualTo(read(new ReadFrom.Start(), ALL, 1).messages().get(0).place());
        assertThat(get(finder().find(topic(), new MessageId("m")))).isEmpty();
        assertThat(get(finder().find(topic(), new MessageId("s1")))).isEmpty();
        assertThat(get(finder().find(Topic.room(new RoomId("nowhere")), new MessageId("m1"))))
                .isEmpty();
    }
}
