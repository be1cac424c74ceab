package live.danmaku.playback.archive;

import live.danmaku.model.timeline.DeletedMessages;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;

/** What the archiver does with live timelines. */
public record LiveLogs(
        TimelineReader reader, DeletedMessages deleted, TimelineWriter writer, TimelineRelease release) {}
