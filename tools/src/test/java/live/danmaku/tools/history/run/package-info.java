@NullMarked
package live.danmaku.tools.history.run;

import org.jspecify.annotations.NullMarked;
