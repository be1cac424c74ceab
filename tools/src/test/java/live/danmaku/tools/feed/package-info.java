@NullMarked
package live.danmaku.tools.feed;

import org.jspecify.annotations.NullMarked;
