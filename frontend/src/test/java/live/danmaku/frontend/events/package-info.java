@NullMarked
package live.danmaku.frontend.events;

import org.jspecify.annotations.NullMarked;
