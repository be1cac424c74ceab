package live.danmaku.db.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Route;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    private static final Route SPREAD = new Route(true, 1);

    private final Partitions partitions = new Partitions(12);

    @Test
    void of_homeRoute_isOnePartitionForAllSenders() {
        assertThat(partitionsOf(MessageType.COMMENT, Route.HOME)).hasSize(1);
    }

    @Test
    void of_spreadRoute_usesAllPartitionsOfTheTypeAndOneForASender() {
        assertThat(partitionsOf(MessageType.COMMENT, SPREAD)).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(partitions.of(message(MessageType.COMMENT, "ann"), SPREAD))
                .isEqualTo(partitions.of(message(MessageType.COMMENT, "ann"), SPREAD));
    }

    @Test
    void of_giftsAndSystem_haveAQuarterOfThePartitionsToThemselves() {
        assertThat(partitionsOf(MessageType.GIFT, SPREAD)).containsExactly(0, 1, 2);
        assertThat(partitionsOf(MessageType.SYSTEM, SPREAD)).containsExactly(0, 1, 2);
    }

    @Test
    void of_fewPartitions_areSharedByAllTypes() {
        Partitions few = new Partitions(1);

        assertThat(few.of(message(MessageType.GIFT, "ann"), SPREAD)).isZero();
        assertThat(few.of(message(MessageType.COMMENT, "ann"), Route.HOME)).isZero();
    }

    @Test
    void of_nobodysMessage_goesHome() {
        AcceptedMessage message = new AcceptedMessage(
                Topic.room(new RoomId("r1")), new MessageId("m1"), MessageType.COMMENT, 0, 0, new byte[0]);

        assertThat(partitions.of(message, SPREAD)).isEqualTo(partitions.of(message, Route.HOME));
    }

    @Test
    void otherThan_eitherOfASendersTwo_isTheOtherOne() {
        for (int sender = 0; sender < 50; sender++) {
            AcceptedMessage message = message(MessageType.COMMENT, "u" + sender);
            int home = partitions.of(message, Route.HOME);
            int spread = partitions.of(message, SPREAD);

            assertThat(partitions.otherThan(home, message)).isEqualTo(spread);
            assertThat(partitions.otherThan(spread, message)).isEqualTo(home);
        }
    }

    private Set<Integer> partitionsOf(MessageType type, Route route) {
        Set<Integer> all = new TreeSet<>();
        for (int sender = 0; sender < 1_000; sender++) {
            all.add(partitions.of(message(type, "u" + sender), route));
        }
        return all;
    }

    private static AcceptedMessage message(MessageType type, String uid) {
        return new AcceptedMessage(Topic.room(new RoomId("r1")), new MessageId("m1"), type, 0, 0, new byte[0])
                .from(new UserId(uid));
    }
}
