package live.danmaku.db.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumSet;
import java.util.Set;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Route;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of {@link MessageRecords#TOPIC} a message takes. A quarter of the partitions is for gifts and system
 * messages alone, so no flood of comments or likes stands before them. In its part, a flow has one partition of its own, its
 * home, and each of its senders another one for when it is spread.
 */
public final class Partitions {

    private static final Set<MessageType> URGENT = EnumSet.of(MessageType.GIFT, MessageType.SYSTEM);
    private static final int FEWEST_TO_SPLIT = 4;

    private final int count;
    private final int urgent;

    /** @param count how many partitions the topic has, at least 1 */
    public Partitions(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("partitions: %d (expected: 1 or more)".formatted(count));
        }
        this.count = count;
        this.urgent = count < FEWEST_TO_SPLIT ? 0 : count / 4;
    }

    public int count() {
        return count;
    }

    /** Where a message goes; one of nobody in particular goes home even when its flow is spread. */
    public int of(AcceptedMessage message, Route route) {
        Flow flow = new Flow(message.topic(), message.type());
        return route.spread() && message.sender() != null ? spread(flow, message.sender()) : home(flow);
    }

    /** Where the same sender's messages of the same flow go while the flow is not as it is now. */
    public int otherThan(int partition, AcceptedMessage message) {
        Flow flow = new Flow(message.topic(), message.type());
        int home = home(flow);
        return partition == home && message.sender() != null ? spread(flow, message.sender()) : home;
    }

    /** Where a flow's messages go while it is not spread. */
    public int home(Flow flow) {
        return partitionOf(flow.topic().name(), flow.type());
    }

    private int spread(Flow flow, UserId sender) {
        return partitionOf(flow.topic().name() + "\0" + sender.value(), flow.type());
    }

    private int partitionOf(String key, MessageType type) {
        int hash = Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8)));
        if (urgent == 0) {
            return hash % count;
        }
        return URGENT.contains(type) ? hash % urgent : urgent + hash % (count - urgent);
    }
}
