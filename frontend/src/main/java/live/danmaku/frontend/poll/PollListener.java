package live.danmaku.frontend.poll;

import live.danmaku.model.RoomId;

/** Is told of polls. */
@FunctionalInterface
public interface PollListener {

    /** A room was polled. Must be quick. */
    void polled(RoomId room);
}
