package live.danmaku.model.archive;

import live.danmaku.model.RoomId;

/**
 * A finished stream.
 *
 * @param version changes with every change of what is kept; what was read of one version may be cached for ever under it
 * @param messages how many there are
 */
public record ArchivedStream(RoomId room, long version, long messages) {}
