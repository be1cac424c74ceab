@NullMarked
package live.danmaku.frontend.limit;

import org.jspecify.annotations.NullMarked;
