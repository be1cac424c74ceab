@NullMarked
package live.danmaku.standalone.log;

import org.jspecify.annotations.NullMarked;
