/** Long connections, by those who use them. */
@NullMarked
package live.danmaku.standalone.push;

import org.jspecify.annotations.NullMarked;
