/** Streams as files: {@code scripts/export} and {@code scripts/import}. */
@NullMarked
package live.danmaku.tools.transfer;

import org.jspecify.annotations.NullMarked;
