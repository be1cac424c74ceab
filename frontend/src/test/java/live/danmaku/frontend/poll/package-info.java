@NullMarked
package live.danmaku.frontend.poll;

import org.jspecify.annotations.NullMarked;
