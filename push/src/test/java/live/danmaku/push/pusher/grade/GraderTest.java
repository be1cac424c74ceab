package live.danmaku.push.pusher.grade;

import static live.danmaku.push.pusher.message.Messages.comment;
import static live.danmaku.push.pusher.message.Messages.gift;
import static live.danmaku.push.pusher.message.Messages.json;
import static live.danmaku.push.pusher.message.Messages.like;
import static live.danmaku.push.pusher.message.Messages.pushed;
import static live.danmaku.push.pusher.message.Messages.system;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.MessageType;
import live.danmaku.push.pusher.grade.GradeSettings.Huge;
import live.danmaku.push.pusher.grade.GradeSettings.Large;
import live.danmaku.push.pusher.grade.GradeSettings.Medium;
import live.danmaku.push.pusher.grade.GradeSettings.Small;
import live.danmaku.push.pusher.message.PushedMessage;
import org.junit.jupiter.api.Test;

class GraderTest {

    static final GradeSettings DEFAULTS = new GradeSettings(
            new Small(150, Duration.ofSeconds(60)),
            new Medium(2_000, 60, Duration.ofSeconds(5)),
            new Large(20_000, 30, Duration.ofSeconds(3)),
            new Huge(100_000, 20, Duration.ofSeconds(3)),
            Duration.ofSeconds(10));

    /** Ten messages a second, at once. */
    private static final GradeSettings NARROW = new GradeSettings(
            new Small(10, Duration.ofSeconds(1)),
            new Medium(2_000, 5, Duration.ofSeconds(1)),
            new Large(20_000, 3, Duration.ofSeconds(1)),
            new Huge(100_000, 2, Duration.ofSeconds(1)),
            Duration.ofSeconds(10));

    private final Grader narrow = new Grader(NARROW, 0);

    @Test
    void smallRoom_aHundredMessagesASecond_nothingIsLeftOut() {
        Grader grader = new Grader(DEFAULTS, 0);
        Random random = new Random(1);
        long nanos = 0;
        int sent = 0;
        while (sent < 60_000) {
            // A hundred a second, in clumps of up to two seconds.
            int clump = random.nextInt(200);
            nanos += TimeUnit.MILLISECONDS.toNanos(10) * clump;
            assertThat(grader.leftOut(comments(sent, clump), 100, nanos).isEmpty())
                    .isTrue();
            sent += clump;
        }
    }

    @Test
    void smallRoom_afterAnOutageOfAMinute_nothingIsLeftOut() {
        Grader grader = new Grader(DEFAULTS, 0);
        long nanos = TimeUnit.SECONDS.toNanos(60);

        assertThat(grader.leftOut(comments(0, 6_000), 100, nanos).isEmpty()).isTrue();
        assertThat(grader.leftOut(comments(6_000, 100), 100, nanos + TimeUnit.SECONDS.toNanos(1))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void budgetSpent_giftsAndWhatMatters_areNeverLeftOut() {
        List<PushedMessage> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(comment(10 * i, "c" + i, "ann"));
            messages.add(gift(10 * i + 1, "small" + i, "P2"));
            messages.add(gift(10 * i + 2, "large" + i, "P1"));
            messages.add(system(10 * i + 3, "s" + i));
            messages.add(pushed(10 * i + 4, json(MessageType.COMMENT, "P1", "host" + i, "host", "{\"text\":\"hi\"}")));
            messages.add(gift(10 * i + 5, "odd" + i, "P3"));
        }

        BitSet leftOut = narrow.leftOut(messages, 0, 0);

        assertThat(leftOut.cardinality()).isEqualTo(100);
        leftOut.stream().forEach(i -> assertThat(messages.get(i).head().id()).startsWith("c"));
    }

    @Test
    void budgetOfComments_isKept() {
        long nanos = 0;
        int shown = 0;
        for (int second = 0; second < 60; second++) {
            for (int tick = 0; tick < 10; tick++) {
                List<PushedMessage> messages = comments(1_000 * second + 100 * tick, 10);
                shown += 10 - narrow.leftOut(messages, 100, nanos).cardinality();
                nanos += TimeUnit.MILLISECONDS.toNanos(100);
            }
        }

        assertThat(shown).isBetween(590, 620);
    }

    @Test
    void afterABurstOfGifts_commentsComeBackWithinSeconds() {
        List<PushedMessage> gifts =
                IntStream.range(0, 1_000).mapToObj(i -> gift(i, "g" + i, "P2")).toList();
        narrow.leftOut(gifts, 100, 0);

        BitSet leftOut = narrow.leftOut(comments(0, 10), 100, TimeUnit.SECONDS.toNanos(2));

        assertThat(leftOut.cardinality()).isLessThan(10);
    }

    @Test
    void oneWhoWritesMost_isNotSeenMost() {
        Map<String, Integer> shown = new HashMap<>();
        long nanos = 0;
        for (int second = 0; second < 30; second++) {
            List<PushedMessage> messages = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                messages.add(comment(i, second + "-loud-" + i, "loud"));
            }
            for (int i = 0; i < 20; i++) {
                messages.add(comment(100 + i, second + "-quiet-" + i, "quiet" + i));
            }
            BitSet leftOut = narrow.leftOut(messages, 100, nanos);
            for (int i = 0; i < messages.size(); i++) {
                if (!leftOut.get(i)) {
                    shown.merge(messages.get(i).head().sender(), 1, Integer::sum);
                }
            }
            nanos += TimeUnit.SECONDS.toNanos(1);
        }

        // 300 shown of 21 senders: 14 each, were all alike.
        assertThat(shown).hasSize(21);
        assertThat(shown.get("loud")).isLessThan(30);
        assertThat(shown.values()).allMatch(count -> count >= 5);
    }

    @Test
    void likes_goFirst_allButTheLast() {
        List<PushedMessage> messages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            messages.add(like(10 * i, "l" + i, i));
            if (i < 9) {
                messages.add(comment(10 * i + 1, "c" + i, "ann" + i));
            }
        }

        BitSet leftOut = narrow.leftOut(messages, 100, 0);

        assertThat(leftOut.cardinality()).isEqualTo(9);
        leftOut.stream().forEach(i -> assertThat(messages.get(i).head().type()).isEqualTo(MessageType.LIKE));
        assertThat(leftOut.get(messages.size() - 1)).isFalse();
    }

    @Test
    void secondPriority_goesBeforeTheThird_andIsLimitedToo() {
        List<PushedMessage> messages = new ArrayList<>(comments(0, 50));
        for (int i = 0; i < 20; i++) {
            messages.add(
                    pushed(100 + i, json(MessageType.STATUS, "P2", "s" + i, "host", "{\"key\":\"k\",\"value\":1}")));
        }

        BitSet leftOut = narrow.leftOut(messages, 100, 0);

        assertThat(messages.size() - leftOut.cardinality()).isEqualTo(10);
        assertThat(IntStream.range(0, 50).filter(i -> !leftOut.get(i))).isEmpty();
    }

    @Test
    void samplePercent_isOfTheThirdPriority_andTheSameAsInPolls() {
        Grader grader = new Grader(DEFAULTS, 0);
        List<PushedMessage> messages = comments(0, 1_000);

        BitSet leftOut = grader.leftOut(messages, 30, 0);

        assertThat(leftOut.cardinality()).isBetween(600, 800);
        for (int i = 0; i < messages.size(); i++) {
            boolean isShown = Math.floorMod(messages.get(i).head().id().hashCode(), 100) < 30;
            assertThat(leftOut.get(i)).isEqualTo(!isShown);
        }
    }

    @Test
    void largerLevel_hasASmallerBudget() {
        narrow.level(RoomLevel.HUGE);

        assertThat(narrow.leftOut(comments(0, 10), 100, 0).cardinality()).isEqualTo(8);
    }

    private static List<PushedMessage> comments(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> comment(i, "c" + i, "u" + i % 97))
                .toList();
    }
}
