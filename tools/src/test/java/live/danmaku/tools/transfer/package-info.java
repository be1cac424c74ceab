@NullMarked
package live.danmaku.tools.transfer;

import org.jspecify.annotations.NullMarked;
