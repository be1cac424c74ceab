package live.danmaku.playback.archive;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;

/** A room's live log, as everybody sees it: all types, page by page. */
final class RoomLog {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private final TimelineReader timeline;
    private final Topic topic;

    RoomLog(TimelineReader timeline, RoomId room) {
        this.timeline = timeline;
        this.topic = Topic.room(room);
    }

    Topic topic() {
        return topic;
    }

    CompletionStage<ReadResult> fromStart() {
        return read(new ReadFrom.Start());
    }

    CompletionStage<ReadResult> after(Cursor cursor) {
        return read(new ReadFrom.After(cursor));
    }

    private CompletionStage<ReadResult> read(ReadFrom from) {
        return timeline.read(new ReadRequest(topic, from, ALL, ArchivePage.MOST_MESSAGES));
    }
}
