package live.danmaku.model.archive;

import live.danmaku.model.timeline.Cursor;

/**
 * How far a room's log is archived.
 *
 * @param cursor up to where
 * @param since the place from which on the archive follows the cursor's epoch; what is kept from before that place may be of
 *     an epoch that was lost
 * @param complete whether that is all there will ever be, and proven
 */
public record ArchiveProgress(Cursor cursor, long since, boolean complete) {}
