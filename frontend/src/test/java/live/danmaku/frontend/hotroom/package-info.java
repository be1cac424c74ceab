@NullMarked
package live.danmaku.frontend.hotroom;

import org.jspecify.annotations.NullMarked;
