package live.danmaku.model.gear;

import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;

/** The messages of one type in one topic: what has a gear of its own. */
public record Flow(Topic topic, MessageType type) {

    @Override
    public String toString() {
        return topic.name() + " " + type.wireName();
    }
}
