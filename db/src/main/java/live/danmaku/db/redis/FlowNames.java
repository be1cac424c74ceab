package live.danmaku.db.redis;

import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;

/** Names of flows in hashes, {@code <type> <topic>}, and the keys of all that concerns gears. */
final class FlowNames {

    /** The braces keep all these keys on one shard; they are few and small. */
    static final String PREFIX = "{danmaku:gears}:";

    private FlowNames() {}

    static String of(Flow flow) {
        return flow.type().wireName() + " " + flow.topic().name();
    }

    static Flow parse(String name) {
        int space = name.indexOf(' ');
        return new Flow(Topic.parse(name.substring(space + 1)), MessageType.of(name.substring(0, space)));
    }
}
