package live.danmaku.standalone.architecture.planted.frontend.room;

import live.danmaku.standalone.architecture.planted.frontend.send.SendHelper;

/** Half of a circle. */
public record RoomKnowsSend(SendHelper send) {}
