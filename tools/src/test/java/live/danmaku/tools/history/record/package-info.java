@NullMarked
package live.danmaku.tools.history.record;

import org.jspecify.annotations.NullMarked;
