/** The log: however much happens, it stays short, and each line is what it seems to be. */
@NullMarked
package live.danmaku.standalone.log;

import org.jspecify.annotations.NullMarked;
