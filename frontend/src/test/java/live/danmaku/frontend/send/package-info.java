@NullMarked
package live.danmaku.frontend.send;

import org.jspecify.annotations.NullMarked;
