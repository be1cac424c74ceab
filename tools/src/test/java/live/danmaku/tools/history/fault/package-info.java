@NullMarked
package live.danmaku.tools.history.fault;

import org.jspecify.annotations.NullMarked;
