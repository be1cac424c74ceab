package live.danmaku.playback.replay;

import java.util.EnumSet;
import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.Outline;
import live.danmaku.playback.slice.FinishedStream;

/** How long a stream is. */
final class StreamLength {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private StreamLength() {}

    /** In ms: to its end or, if that is later, to the end of its last message's ms. */
    static long of(FinishedStream stream, Outline outline) {
        Long endedAt = stream.room().endedAt();
        long length = endedAt == null ? 0 : endedAt - stream.room().startedAt();
        return Math.max(Math.max(0, length), outline.messages() == 0 ? 0 : outline.last(ALL) + 1);
    }
}
