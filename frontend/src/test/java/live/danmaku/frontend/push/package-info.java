@NullMarked
package live.danmaku.frontend.push;

import org.jspecify.annotations.NullMarked;
