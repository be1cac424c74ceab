package live.danmaku.model.ops;

import java.util.Map;
import live.danmaku.model.RoomId;

/** A part of a process that knows how rooms are served. Thread-safe; never blocks. */
public interface RoomFigureSource {

    Map<RoomId, RoomFigures> rooms();
}
