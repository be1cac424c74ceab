package live.danmaku.frontend.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import org.junit.jupiter.api.Test;

class WordFiltersTest {

    private static final int GREATEST = 16_000;
    private static final int MIB = 1024 * 1024;

    private final WordFilters filters = new WordFilters();

    @Test
    void of_thousandRoomsWithTheGreatestLists_takesFewMegabytes() {
        Random random = new Random(13);
        long before = liveHeap();

        for (int room = 0; room < 1_000; room++) {
            filters.of(new RoomId("r" + room), rules(1, randomWords(random, GREATEST / 64, 64)));
        }

        assertThat(liveHeap() - before).isLessThan(50L * MIB);
        assertThat(filters.of(new RoomId("r0"), rules(1, List.of("x"))).judge("x"))
                .isPresent();
    }

    @Test
    void of_thousandRoomsWithAThousandShortWords_takesFewMegabytes() {
        Random random = new Random(13);
        long before = liveHeap();

        for (int room = 0; room < 1_000; room++) {
            filters.of(new RoomId("r" + room), rules(1, randomWords(random, 1_000, 3)));
        }

        assertThat(liveHeap() - before).isLessThan(50L * MIB);
    }

    @Test
    void of_manyRoomsWithOneWord_takesFewMegabytes() {
        long before = liveHeap();

        for (int room = 0; room < 20_000; room++) {
            filters.of(new RoomId("r" + room), rules(1, List.of("\u8a9e" + room)));
        }

        assertThat(liveHeap() - before).isLessThan(50L * MIB);
    }

    @Test
    void of_equalLists_areCompiledOnce() {
        WordFilter one = filters.of(new RoomId("r1"), rules(3, List.of("spam", "darn")));

        assertThat(filters.of(new RoomId("r2"), rules(7, List.of("spam", "darn"))))
                .isSameAs(one);
        assertThat(filters.of(new RoomId("r1"), rules(4, List.of("spam", "darn"))))
                .isSameAs(one);
        assertThat(filters.of(new RoomId("r3"), rules(1, List.of("spamdarn")))).isNotSameAs(one);
    }

    @Test
    void of_otherWordsOrActions_isAnotherFilter() {
        RoomId room = new RoomId("r1");
        filters.of(room, rules(1, List.of("spam")));

        assertThat(filters.of(room, rules(2, List.of("darn"))).judge("spam")).isEmpty();
        assertThat(filters.of(
                                room,
                                new Moderation(
                                        0, Set.of(), Set.of(), List.of(new WordRule("darn", WordAction.REJECT)), 3))
                        .judge("darn")
                        .orElseThrow()
                        .action())
                .isEqualTo(WordAction.REJECT);
    }

    private static Moderation rules(long version, List<String> words) {
        return new Moderation(
                0,
                Set.of(),
                Set.of(),
                words.stream().map(word -> new WordRule(word, WordAction.MASK)).toList(),
                version);
    }

    private static List<String> randomWords(Random random, int count, int length) {
        List<String> words = new ArrayList<>();
        for (int word = 0; word < count; word++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append((char) ('\u4e00' + random.nextInt(20_000)));
            }
            words.add(text.toString());
        }
        return words;
    }

    /** After a full collection. */
    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
