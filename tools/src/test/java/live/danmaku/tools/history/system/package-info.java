@NullMarked
package live.danmaku.tools.history.system;

import org.jspecify.annotations.NullMarked;
