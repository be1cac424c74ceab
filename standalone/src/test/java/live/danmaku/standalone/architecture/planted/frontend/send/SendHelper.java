package live.danmaku.standalone.architecture.planted.frontend.send;

import live.danmaku.standalone.architecture.planted.frontend.room.RoomKnowsSend;
import live.danmaku.standalone.architecture.planted.processor.append.StartsEngine;
import org.jspecify.annotations.Nullable;

/** The other half, another role's code, and a name that says nothing. */
public record SendHelper(@Nullable RoomKnowsSend room, StartsEngine processor) {}
