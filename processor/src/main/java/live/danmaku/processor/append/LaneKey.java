package live.danmaku.processor.append;

import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;

/** What keeps its order, and waits for nothing else. */
record LaneKey(Topic topic, MessageType type) {

    static LaneKey of(AcceptedMessage message) {
        return new LaneKey(message.topic(), message.type());
    }
}
