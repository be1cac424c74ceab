package live.danmaku.model.archive;

import live.danmaku.model.timeline.Cursor;

/**
 * How far a room's log is archived.
 *
 * @param cursor up to where
 * @param complete whether that is all there will ever be, and proven
 */
public record ArchiveProgress(Cursor cursor, boolean complete) {}
