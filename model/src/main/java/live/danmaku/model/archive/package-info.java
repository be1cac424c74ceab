/**
 * What is kept of finished streams. {@link live.danmaku.model.archive.ArchiveWriter} copies a room's log and proves that it is
 * whole, {@link live.danmaku.model.archive.ArchiveReader} reads it by stream time, and {@link
 * live.danmaku.model.archive.SliceStore} is what stands between the two.
 */
@NullMarked
package live.danmaku.model.archive;

import org.jspecify.annotations.NullMarked;
