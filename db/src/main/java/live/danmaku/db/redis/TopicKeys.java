package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;

/**
 * The Redis keys of a topic, {@code {room:r1}:<what>}. The braces make the topic's name the hash tag, so that Redis
 * Cluster keeps all of them on one shard and scripts may touch them together.
 */
final class TopicKeys {

    private final String tag;

    TopicKeys(Topic topic) {
        this.tag = "{" + topic.name() + "}:";
    }

    /** Hash: {@code epoch, start, clock, closed, done:<partition>:<type>[:<sequence>], floor:<type>, archived, merged:<type>, replid, breaks}. */
    byte[] meta() {
        return key("meta");
    }

    /** Sorted set: place → message. */
    byte[] messages(MessageType type) {
        return key(type.wireName());
    }

    /** Sorted set: place → message that only this user may read. */
    byte[] ownMessages(UserId user) {
        return key("only:" + user.value());
    }

    /** Sorted set: ms since 1970 when it expires → place of a message of this type. */
    byte[] expiries(MessageType type) {
        return key("expiries:" + type.wireName());
    }

    /** Hash: id of a deleted message → {@code removing} or {@code removed}. */
    byte[] deleted() {
        return key("deleted");
    }

    /** Set: message ids of the records of ten minutes. */
    byte[] ids(long bucket) {
        return key("ids:" + bucket);
    }

    /** Hash: what messages of this type and key add up to, see {@code merge.lua}. */
    byte[] merge(MessageType type, String merged) {
        return key("merge:" + type.wireName() + ":" + merged);
    }

    /** Sorted set: number → what is to be shown of merged messages. */
    byte[] mergedToShow(MessageType type) {
        return key("merged:" + type.wireName() + ":to-show");
    }

    /** Sorted set: ms of looking again → key of {@link #merge}. */
    byte[] mergedDue(MessageType type) {
        return key("merged:" + type.wireName() + ":due");
    }

    /** Sharded pub/sub channel: {@code epoch:previous:clock}. */
    byte[] hints() {
        return key("hints");
    }

    /** Sorted set: ms of entering → uid. */
    byte[] viewers() {
        return key("viewers");
    }

    /** Sorted set: ms of the last refresh → uid. */
    byte[] seen() {
        return key("seen");
    }

    /** Hash: uid → name. */
    byte[] names() {
        return key("names");
    }

    /** Hash: {@code <uid> <device>} → {@code <epoch>-<place>} that was acknowledged. */
    byte[] acknowledged() {
        return key("acks");
    }

    /** String: which process archives the room. */
    byte[] archiver() {
        return key("archiver");
    }

    /** String: when the user last commented in slow mode, and by which message. */
    byte[] lastComment(UserId user) {
        return key("slow:" + user.value());
    }

    /** Whatever else a topic has that does not end by itself and whose name is known: all goes with its messages. */
    List<byte[]> besideMessages() {
        List<byte[]> all = new ArrayList<>(List.of(viewers(), seen(), names(), acknowledged(), archiver()));
        for (MessageType type : MessageType.values()) {
            all.add(expiries(type));
        }
        for (MessageType type : RedisMerges.MERGED) {
            all.add(mergedToShow(type));
            all.add(mergedDue(type));
        }
        // The room's counter of likes; what gifts and status updates add up to ends within the hour.
        all.add(merge(MessageType.LIKE, "all"));
        return all;
    }

    private byte[] key(String what) {
        return (tag + what).getBytes(UTF_8);
    }
}
