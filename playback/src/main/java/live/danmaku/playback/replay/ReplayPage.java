package live.danmaku.playback.replay;

import java.util.List;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.timeline.MessagesJson;
import org.jspecify.annotations.Nullable;

/**
 * A page of a replay.
 *
 * @param next where it goes on, or null at the end
 */
record ReplayPage(
        RoomId room,
        List<ArchivedMessage> messages,
        @Nullable ReplayPlace next,
        long durationMs) {

    /** Shape: {@code {"room","messages":[…],"next","durationMs"}}; messages' bytes go in as they were live. */
    byte[] json() {
        String head = "{\"room\":\"" + room + "\",\"messages\":[";
        String tail =
                "],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + ",\"durationMs\":" + durationMs + "}";
        return MessagesJson.write(head, messages, ArchivedMessage::payload, tail);
    }
}
