@NullMarked
package live.danmaku.playback.archive;

import org.jspecify.annotations.NullMarked;
